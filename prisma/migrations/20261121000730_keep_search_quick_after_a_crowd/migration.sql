-- What is new waits in a list to be sorted into the index, and every search reads that list from end to end: the four
-- megabytes that it may hold by default cost a search more than all the rest.
ALTER INDEX "message_search_week" SET (gin_pending_list_limit = 1024);
SELECT gin_clean_pending_list('message_search_week');
