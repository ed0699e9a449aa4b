import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { vi } from "vitest";
import type { JsonValue } from "../../../src/event.ts";
import {
  parseRfc3164,
  parseRfc5424,
  type Rfc3164Message,
  type Rfc5424Message,
} from "../../support/syslog-message.ts";
import { objectIn } from "../object-in.ts";
import type { LogServer } from "./log-server.ts";

/** What a log server understood of one message. */
export interface Written {
  /** Where the message has no time or host, the server says when and where it comes from. */
  readonly asRfc5424: () => Rfc5424Message;
  readonly asRfc3164: () => Rfc3164Message;
  readonly message: string;
}

/** Waits until the server has written so many messages, and reads all that it has written. */
export async function readWritten(server: LogServer, least: number): Promise<readonly Written[]> {
  await followed(server)(least);
  const content = await readFile(server.file, "utf8");
  return content.split("\n").slice(0, -1).map(writtenIn);
}

/** Waits, again and again, until the server has written so many messages altogether. */
export function followed({ file }: LogServer): (least: number) => Promise<void> {
  let lines = 0;
  let read = 0;
  const hasLines = async (least: number) => {
    if (lines < least && existsSync(file)) {
      for await (const piece of createReadStream(file, { start: read })) {
        read += piece.length;
        for (const byte of piece) if (byte === lineFeed) lines += 1;
      }
    }
    return lines >= least;
  };
  return async (least) => {
    try {
      await vi.waitUntil(() => hasLines(least), patience);
    } catch (cause) {
      throw new Error(`${file} has ${lines} of ${least} messages`, { cause });
    }
  };
}

const lineFeed = 0x0a;
const patience = { timeout: 30_000, interval: 10 };

/** Both servers are configured to write the same names. */
function writtenIn(line: string): Written {
  const fields = objectIn(line);
  const text = (name: string) => textIn(fields[name]);
  const word = (name: string) => text(name) || "-";
  return {
    message: text("message"),
    asRfc5424: () => {
      const time = new Date(text("time")).toISOString();
      const names = [word("host"), word("app"), word("process"), word("id")].join(" ");
      const header = `<${text("priority")}>1 ${time} ${names} ${word("data")}`;
      return parseRfc5424(`${header} ${text("message")}`);
    },
    asRfc3164: () => {
      const header = `<${text("priority")}>${shortTime(text("time"))} ${text("host")}`;
      return parseRfc3164(`${header} ${text("tag")}${text("message")}`);
    },
  };
}

function textIn(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** `Mar  4 05:06:07`, from the full time that a server makes of it. */
function shortTime(time: string): string {
  const [, day, month, , clock] = new Date(time).toUTCString().split(" ");
  return `${month} ${String(Number(day)).padStart(2)} ${clock}`;
}
