/** How a server is run, in the two ways there are: as a plain process or in a container. */
export interface ServerPlan {
  readonly name: string;
  readonly url: (port: number) => URL;
  /** Whether it takes requests. */
  readonly isReady: (url: URL) => Promise<boolean>;
  /** Installs what is missing, writes what the server reads into its home, and tells what to run. */
  readonly asProcess: (place: Place) => Promise<Command>;
  /** Absent where nobody publishes an image. */
  readonly asContainer?: (place: Place) => Promise<ContainerPlan>;
}

/** What is the server's own as long as it lives. */
export interface Place {
  readonly home: string;
  /** A free one of 127.0.0.1. */
  readonly port: number;
}

export interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
  /** What ends it in good order: the end of its standard input, which comes with the end of the tests too, or SIGTERM. */
  readonly endsBy: "input" | "signal";
}

export interface ContainerPlan {
  readonly image: string;
  /** Where it listens inside. Absent where it shares the host's network, as what must reach other servers does. */
  readonly port?: number;
  /** Where else it listens inside, and where that is to be had outside. */
  readonly furtherPorts?: readonly { readonly container: number; readonly host: number }[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Directories that are in it at the same path. */
  readonly mounts?: readonly string[];
  readonly files?: readonly { readonly content: string; readonly target: string }[];
}

/** A server that was started. */
export interface Runs {
  stop(): Promise<void>;
  /** Ends it in good order and starts it again at the same address, with its data. */
  restart(): Promise<void>;
}

/** The image that `TRAILFERRY_TEST_IMAGE_…` names, or the public one. */
export function imageFor(server: string, usual: string): string {
  return process.env[`TRAILFERRY_TEST_IMAGE_${server}`] ?? usual;
}

export async function answersWith200(url: URL): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

/** Whether a search server has found all that it had before it was stopped. */
export function hasRecovered(url: URL): Promise<boolean> {
  return answersWith200(new URL(recovered, url));
}

/** Answers 408 until it is so. */
export const recovered = "_cluster/health?wait_for_status=yellow&timeout=100ms";
