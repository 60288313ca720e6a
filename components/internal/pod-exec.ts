import * as stream from "node:stream";
import type { KubeConfig, V1Status } from "@kubernetes/client-node";

export interface PodContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Runs a command in a container through the Kubernetes API, as `kubectl exec` does; gives its standard output. */
export async function execInPod(
  config: KubeConfig,
  where: PodContainer,
  command: readonly string[],
  milliseconds = 10_000,
): Promise<string> {
  // Loaded when needed, as in wait/cluster.ts.
  const { Exec } = await import("@kubernetes/client-node");
  const [out, err] = [new Collector(), new Collector()];
  const { namespace, pod, container } = where;
  const what = `${command.slice(0, 2).join(" ")} in ${namespace}/${pod}`;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} did not answer within ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  const answer = new Promise<V1Status>((resolve, reject) => {
    new Exec(config).exec(namespace, pod, container, [...command], out, err, null, false, resolve).then(
      (connection: unknown) => {
        const socket = connection as Socket;
        socket.on("error", (error: Error) => reject(error));
        // The last word is the status; a connection that closes without one has failed.
        socket.on("close", () => setTimeout(() => reject(new Error(`${what}: the connection closed`)), 100));
        limit.catch(() => socket.close());
      },
      (error: unknown) => reject(new Error(`${what}: ${connectionFault(error)}`)),
    );
  });
  try {
    const status = await Promise.race([answer, limit]);
    if (status.status === "Success") return out.text();
    throw new Error(`${what}: ${err.text().trim() || (status.message ?? "failed")}`);
  } finally {
    clearTimeout(timer);
    limit.catch(() => undefined);
    answer.catch(() => undefined);
  }
}

/** As much of the client's websocket as is used here; its own types are not installed with it. */
interface Socket {
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "close", listener: () => void): void;
  close(): void;
}

/** The websocket library throws events rather than errors when no connection comes about. */
function connectionFault(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === "string" && message !== "" ? message : String(error);
}

class Collector extends stream.Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.chunks.push(Buffer.from(chunk));
    done();
  }

  text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}
