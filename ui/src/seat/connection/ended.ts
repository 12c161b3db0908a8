/** Why the room ended a connection, in its own words. */
export type Why = 'room_closed' | 'removed' | 'elsewhere' | 'unknown' | 'old_page' | 'flood';

/** What a closed door says: what happened, what is safe, what you can do. */
export interface Ending {
  title: string;
  words: string;
  /** The words on the button; none where there is nothing to do. */
  action: string;
}

const endings: Record<Why, Ending> = {
  room_closed: {
    title: 'The room is closed.',
    words:
      'What you sent is in the workshop, and what you typed stays on this device. When the room opens again, this page comes back by itself.',
    action: 'Try now',
  },
  removed: {
    title: 'Your seat was taken away.',
    words:
      'What you sent before stays in the workshop without your name. You can ask for a seat again with the code on the big screen.',
    action: 'Ask for a seat again',
  },
  elsewhere: {
    title: 'Your seat is open on another page.',
    words: 'A seat is at one place at a time, so this page has stopped. Nothing is lost.',
    action: 'Use this page instead',
  },
  unknown: {
    title: 'The room does not know this seat.',
    words: 'It may belong to another meeting. Join again with the code on the big screen.',
    action: 'Join again',
  },
  old_page: {
    title: 'This page is of another version than the room.',
    words: 'What you typed stays on this device. Load the page again to go on.',
    action: 'Load the page again',
  },
  flood: {
    title: 'Too much was sent at once.',
    words: 'The connection rests for a moment and comes back by itself. Nothing is lost.',
    action: 'Try now',
  },
};

/** What to say about an ending. */
export function endingOf(why: Why): Ending {
  return endings[why];
}

/** Reads a reason; a room of a later version may have another, which is told as the oldest one. */
export function readWhy(why: unknown): Why {
  return typeof why === 'string' && Object.hasOwn(endings, why) ? (why as Why) : 'room_closed';
}
