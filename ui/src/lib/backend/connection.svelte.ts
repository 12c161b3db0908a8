/** Whether the host can be reached, for SaveState and StateBox. */
export class Connection {
  /** False from the first failure until something gets through again. */
  reachable = $state(true);
  /** Commands that wait to be sent. */
  waiting = $state(0);
  /** A command is on its way. */
  sending = $state(false);
  /** When the last command was kept, in milliseconds; 0 before the first. */
  savedAt = $state(0);
}
