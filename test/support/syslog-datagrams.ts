/** A syslog server on loopback that keeps the datagrams it gets. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { onTestFinished } from "vitest";

export class DatagramReceiver {
  readonly messages: string[] = [];
  /** Ports that they came from. */
  readonly senders = new Set<number>();
  readonly port: number;
  readonly #socket: Socket;
  readonly #changes = new EventTarget();

  /** Stopped when the test is over. Rejects where the machine has no such address. */
  static async listen(port = 0, address = "127.0.0.1"): Promise<DatagramReceiver> {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.bind(port, address);
    await once(socket, "listening");
    return new DatagramReceiver(socket);
  }

  private constructor(socket: Socket) {
    this.port = socket.address().port;
    this.#socket = socket;
    socket.on("message", (message, { port }) => {
      this.messages.push(message.toString());
      this.senders.add(port);
      this.#changes.dispatchEvent(new Event("message"));
    });
    onTestFinished(() => {
      socket.removeAllListeners();
      return this.close();
    });
  }

  async received(count: number): Promise<void> {
    while (this.messages.length < count) await once(this.#changes, "message");
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      try {
        this.#socket.close(resolve);
      } catch {
        resolve();
      }
    });
  }
}

/** One that nothing listens at. */
export async function freeUdpPort(): Promise<number> {
  const receiver = await DatagramReceiver.listen();
  await receiver.close();
  return receiver.port;
}
