import type { ConsoleView, RoomSession, ScoreStep, Stage } from '$lib/bindings/index.ts';
import { progress, type Asking } from './room.ts';
import { voices, voiceWords } from './tables.ts';

/** What is said aloud while people score from their seats. */
const scoring: Record<ScoreStep, string> = {
  alone: 'Mark on your own device. I see who is in, and nothing else.',
  talk: 'You want to speak to this cell, or have a new reason? Say so on your device.',
  again: 'Your device opens the disputed cells only, with your own first mark beside them.',
  shortlist: 'On your device: you support it, you can live with it, or you object and say why.',
};

/** What is said aloud in each stage while people sit at their own devices. */
function words(view: ConsoleView, stage: Stage, room: RoomSession): string[] {
  switch (stage) {
    case 'set_up':
      return [
        `Point your camera at the code, or type the address below it. The join code is ${room.announcement?.code ?? ''}.`,
      ];
    case 'frame':
      if (view.frameAsks.some((ask) => ask.open)) {
        return ['Everybody alone, on your own device. Nobody sees an answer before all of them are shown.'];
      }
      return [];
    case 'write':
      return ['On your own device, in silence. Tell it when you are done; you can go on writing after that.'];
    case 'clarify':
      return [
        'Every card is on your device too. What you do not understand, ask there; it comes without your name.',
      ];
    case 'challenge':
      return ['Your own yes or no first, on your device. Here it shows as a count. Send one way to cheat.'];
    case 'score':
      return [scoring[view.score.step]];
    case 'validate':
      return ['What would you ask about this evidence? Send it; it comes without your name.'];
    case 'choose':
      return ['An objection can come from your device, with your name or without.'];
    case 'define':
      return ['Read along on your device, and comment on the field over which you would stumble.'];
    case 'decompose':
      return ['Find your team on your device and say what it moves.'];
    case 'roll_out':
      return ['One tap on your device: do these dates suit you?'];
  }
}

/** What is said aloud where each table answers together. */
const atTables: Partial<Record<Stage, string>> = {
  frame: 'Talk at your table, and let one of you write what you agree on. One answer for each table.',
  challenge:
    'Each table tries to break it together: one device for each table. Send at least one way to cheat.',
  decompose: 'At your table, find the teams on your device and say what they move. One of you writes.',
};

/** The room's own sentences after those of the stage; none while the room is closed. */
export function roomSays(view: ConsoleView, stage: Stage, room: RoomSession): string[] {
  if (room.announcement === null) return [];
  const together = view.head.stage === stage && voices(room, view) !== null ? atTables[stage] : undefined;
  return together === undefined ? words(view, stage, room) : [together];
}

/** How many written candidates a nudge in Write looks at. */
type Moment = Asking & Pick<ConsoleView, 'write'>;

/** The one sentence that follows from who is here and who is done; nothing when it says no more than the stage. */
export function roomNudge(view: Moment, room: RoomSession): string | null {
  const [first] = room.waiting;
  if (first) {
    return room.waiting.length === 1
      ? `${first.name} waits to be let in.`
      : `${first.name} and ${room.waiting.length - 1} more wait to be let in.`;
  }
  if (room.announcement === null) return null;
  const { asked, done, allIn, here, seats } = progress(room, view);
  if (asked === 0) return null;
  const away = seats - here;
  const stage = view.head.stage;
  const tables = voices(room, view);
  if (tables !== null) {
    return allIn || tables.done === tables.tables + tables.alone
      ? 'Every table within reach has answered. Show the answers.'
      : `${voiceWords(tables)} answered.`;
  }
  if (stage === 'frame') {
    return allIn ? 'Everybody on a device has answered. Show the answers.' : `${done} of ${asked} answered.`;
  }
  if (stage === 'write') {
    const { candidates, enough } = view.write;
    if (allIn && candidates < enough) {
      return `Everybody on a device is done, with ${candidates} written. Ask for one more each, or go on with a note.`;
    }
    if (allIn) return 'Everybody on a device is done. This is a good moment to move on.';
    if (candidates >= enough && done * 4 >= asked * 3) {
      return `${done} of ${asked} are done and enough is written. Say that one minute is left.`;
    }
    return null;
  }
  if (allIn && away > 0) {
    return `Every device within reach is in. ${away === 1 ? 'One is' : `${away} are`} out of reach; close the round with a note, or wait.`;
  }
  return null;
}
