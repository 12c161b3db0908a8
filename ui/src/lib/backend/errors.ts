/** A refusal or failure as the host says it: what happened, what is safe, what you can do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Finds the cause in the host's log. */
  readonly id: string;
  /** Only codes on which the page acts differently. */
  readonly code: string;
  /** What was being done: `merge two candidates`. */
  readonly doing: string;
  /** What has not been lost. */
  readonly safe: string;
  /** The next step. */
  readonly hint: string;
  /** The field it belongs to. */
  readonly field: string | null;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.id = parts.id;
    this.code = parts.code;
    this.doing = parts.doing;
    this.safe = parts.safe;
    this.hint = parts.hint;
    this.field = parts.field;
  }
}

export interface ApiErrorParts {
  id: string;
  code: string;
  doing: string;
  message: string;
  safe: string;
  hint: string;
  field: string | null;
}

/** The host could not be asked at all. Nothing was refused; the same request may be sent again. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads an error body; nothing when it is not one of ours. */
export function readApiError(body: unknown): ApiError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('message' in body)) return null;
  const parts: Record<string, unknown> = { ...body };
  return new ApiError({
    id: text(parts['id']),
    code: text(parts['code']),
    doing: text(parts['doing']),
    message: text(parts['message']),
    safe: text(parts['safe']),
    hint: text(parts['hint']),
    field: text(parts['field']) || null,
  });
}

/** Any failure as an `ApiError`, so that a screen has one shape to show. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const unreachable = error instanceof OutOfReach;
  return new ApiError({
    id: '',
    code: unreachable ? 'OutOfReach' : 'Internal',
    doing: '',
    message: unreachable ? 'The program cannot be reached.' : 'Something went wrong in this window.',
    safe: 'What was saved before is safe.',
    hint: unreachable ? 'It is tried again by itself.' : 'Load the page again.',
    field: null,
  });
}
