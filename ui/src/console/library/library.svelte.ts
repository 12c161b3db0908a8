import { asApiError, backend, type ApiError } from '$lib/backend/index.ts';
import { LIMITS, type LibraryCommand, type LibraryView, type WorkshopSummary } from '$lib/bindings/index.ts';
import { copyTitle, fileName } from './shelf.ts';

/** The library as the host shows it, and what may be done with its workshops. */
export class LibraryState {
  library = $state.raw<LibraryView | null>(null);
  refusal = $state.raw<ApiError | null>(null);
  /** The workshop that was removed last, for the toast. */
  removed = $state.raw<WorkshopSummary | null>(null);

  async load(): Promise<void> {
    try {
      this.library = await backend.library();
    } catch (error) {
      this.refusal = asApiError(error);
    }
  }

  /** Sends a command; answers with the workshop it made or touched. */
  async send(command: LibraryCommand): Promise<string | null> {
    return this.#try(async () => {
      const reply = await backend.sendLibrary(command);
      this.library = reply.library;
      return reply.workshopId;
    });
  }

  duplicate(workshop: WorkshopSummary): Promise<string | null> {
    const title = copyTitle(workshop.title, LIMITS.name);
    return this.send({ type: 'duplicate_workshop', workshopId: workshop.id, title });
  }

  putAway(workshop: WorkshopSummary): Promise<string | null> {
    const type = workshop.archivedAt === null ? 'archive_workshop' : 'unarchive_workshop';
    return this.send({ type, workshopId: workshop.id });
  }

  async remove(workshop: WorkshopSummary): Promise<void> {
    await this.send({ type: 'delete_workshop', workshopId: workshop.id });
    if (this.refusal === null) this.removed = workshop;
  }

  async restore(): Promise<void> {
    const workshop = this.removed;
    this.removed = null;
    if (workshop) await this.send({ type: 'restore_workshop', workshopId: workshop.id });
  }

  /** Lets the person keep a workshop as a file. */
  async keepAsFile(workshop: WorkshopSummary): Promise<void> {
    await this.#try(async () => {
      const request = { format: 'sextant', audience: 'team', paper: 'a4' };
      await backend.exportFile(workshop.id, request, fileName(workshop.title));
      return null;
    });
  }

  /** Asks for a file and takes it in; answers with the workshop in it. */
  async openFile(): Promise<string | null> {
    return this.#try(async () => {
      const file = await backend.openFile('.sextant');
      if (file === null) return null;
      const reply = await backend.importFile(file.bytes);
      this.library = reply.library;
      return reply.workshopId;
    });
  }

  async #try(doing: () => Promise<string | null>): Promise<string | null> {
    try {
      const answer = await doing();
      this.refusal = null;
      return answer;
    } catch (error) {
      this.refusal = asApiError(error);
      return null;
    }
  }
}
