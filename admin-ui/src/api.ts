import {
  Configuration,
  EnvironmentsApi,
  FlagsApi,
  HoldsApi,
  ProjectsApi,
  ResponseError,
  SessionApi,
  type Problem,
} from '@api';

function csrfToken(): string {
  const cookie = document.cookie.split('; ').find((entry) => entry.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : '';
}

const configuration = new Configuration({
  basePath: '',
  credentials: 'same-origin',
  middleware: [
    {
      pre: async ({ url, init }) => {
        const headers = new Headers(init.headers);
        if (init.method !== 'GET') {
          headers.set('X-XSRF-TOKEN', csrfToken());
        }
        return { url, init: { ...init, headers } };
      },
    },
  ],
});

export const api = {
  session: new SessionApi(configuration),
  environments: new EnvironmentsApi(configuration),
  holds: new HoldsApi(configuration),
  flags: new FlagsApi(configuration),
  projects: new ProjectsApi(configuration),
};

const CSRF = 'urn:holdfast:problem:csrf';

/** What went wrong, in words for people, with the problem document where there is one. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(message);
  }

  /** Whether the cookie went that changes need. Asking for the session brings it back, where there still is one. */
  get lostSession(): boolean {
    return this.problem?.type === CSRF;
  }
}

/** Turns whatever was thrown into a failure that can be shown. */
export async function failureOf(thrown: unknown): Promise<Failure> {
  if (thrown instanceof Failure) {
    return thrown;
  }
  if (thrown instanceof ResponseError) {
    return fromResponse(thrown.response);
  }
  return new Failure('The server cannot be reached. Applications keep what they have.', 0);
}

async function fromResponse(response: Response): Promise<Failure> {
  try {
    const problem = (await response.clone().json()) as Problem;
    return new Failure(sentence(problem), response.status, problem);
  } catch {
    return new Failure(`The server answered ${response.status}.`, response.status);
  }
}

/** The most telling sentence of a problem: its fields where it names them, else its detail. */
export function sentence(problem: Problem): string {
  if (problem.type === CSRF) {
    // The detail is for programs.
    return 'This page had lost its link to your session, and has asked for it again. Try once more.';
  }
  const fields = problem.errors?.map((error) => `${error.field.replace(/^\//, '')}: ${error.message}`);
  return fields?.length ? fields.join('; ') : (problem.detail ?? problem.title);
}

/** What a failure says about one field of a form; undefined where it says nothing. */
export function fieldError(failure: Failure | null, field: string): string | undefined {
  return failure?.problem?.errors?.find((error) => error.field === `/${field}`)?.message;
}

/** Runs a call and throws a Failure where it fails. */
export async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw await failureOf(thrown);
  }
}
