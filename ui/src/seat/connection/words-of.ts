import { sentenceText } from '$lib/components/slots.ts';
import type { SeatCommand } from '$lib/bindings/index.ts';

/** What a person wrote in a command, so that a late "no" can give it back (F43). Empty where nothing was typed. */
export function wordsOf(command: SeatCommand): string {
  switch (command.type) {
    case 'add_candidate':
    case 'edit_candidate':
      return sentenceText(command.sentence);
    case 'add_value_action':
    case 'answer_frame_alone':
    case 'object_alone':
      return command.text;
    case 'contribute':
      return 'text' in command.contribution ? command.contribution.text : '';
    case 'submit_ballot':
      return command.scores
        .map((score) => score.reason)
        .filter((reason) => reason !== '')
        .join('\n');
    case 'accept_keyboard':
    case 'leave_keyboard':
    case 'withdraw_candidate':
    case 'turn_action_into_candidate':
    case 'remove_value_action':
    case 'say_done_writing':
    case 'hold_table_device':
    case 'withdraw_contribution':
    case 'withdraw_objection_alone':
    case 'mark_card_read':
    case 'offer_to_speak':
      return '';
  }
}
