import { hasRoom } from '#lib/disk-space.ts';
import { say } from '../process/say.ts';

const LOOK_EVERY_MS = 5_000;

/** Reports once when the disk of the data folder becomes full and once when it has space again. @returns ends the watch */
export function watchDisk(dataDir: string): () => void {
  let wasRoom = true;
  const timer = setInterval(() => {
    const isRoom = hasRoom(dataDir);
    if (isRoom === wasRoom) return;
    wasRoom = isRoom;
    say(
      isRoom
        ? `There is room again on the disk that holds ${dataDir}.`
        : `The disk that holds ${dataDir} is full: free some space. Until then Parvis shows what it can and stores nothing new.`,
    );
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
