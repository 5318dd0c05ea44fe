-- Apart from what uses them, because a new value can be used only after the commit.
ALTER TYPE "ActionState" ADD VALUE 'scheduled';
ALTER TYPE "ActionState" ADD VALUE 'held';
