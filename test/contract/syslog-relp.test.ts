import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll } from "vitest";
import type { RelpConfig } from "../../src/deliver/syslog/config.ts";
import { aReceiver } from "../support/a-connection.ts";
import { makeCertificate, type Certificate } from "../support/certificate.ts";
import { heldLines } from "../support/held-lines.ts";
import { rsp, RelpServer, taking, type React, type RelpReaction } from "../support/relp-server.ts";
import type { RelpRequest } from "../support/relp-requests.ts";
import { aSyslogDestination, relpTo } from "../support/syslog-config.ts";
import { describeDestination, type Stage } from "./describe-destination.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-contract-relp-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

const refusing = ({ transaction }: RelpRequest) => ({ says: rsp(transaction, "500 no, thanks") });

describeDestination("syslog by relp", {
  accepted: () => facing(taking),
  partly_refused: () =>
    facing((request) => (request.data.includes('"b"') ? refusing(request) : taking(request))),
  malformed: () => facing(toMessages(refusing)),
  unavailable: () => facing(toMessages(() => ({ says: "0 serverclose 0\n", afterwards: "stall" }))),
  forbidden: () => facing(refusing),
  missing: () =>
    facing(({ transaction }) => ({ says: rsp(transaction, "200 OK\ncommands=eventlog") })),
  reset_at_once: () => facing(() => ({ afterwards: "reset" })),
  reset_before_storing: () => facing(toMessages(() => ({ afterwards: "reset" }))),
  answer_lost: () => storing({ afterwards: "reset" }),
  answer_cut: () => storing({ says: "2 rsp 6 200", afterwards: "reset" }),
  silent: () => storing({ afterwards: "stall" }),
  slow_answer: () => storing({ says: "2 rsp 6 200", afterwards: "stall" }),
  garbage: () => storing({ says: "HTTP/1.1 400 Bad Request\r\n", afterwards: "stall" }),
  miscounted: () => storing({ says: rsp(77, "200 OK"), afterwards: "stall" }),
  nobody_there: facingNobody,
  unknown_host: () => {
    const receiver = { ...aReceiver({ port: 20_514 }), host: "nowhere.invalid" };
    return Promise.resolve(stageAt(relpTo(20_514, { receiver })));
  },
  aborted: () => storing({ afterwards: "stall" }),
  ...(certificate !== undefined && { untrusted_certificate: () => facingStranger(certificate) }),
});

/** A server that opens sessions, and reacts so to messages. */
function toMessages(react: React): React {
  return (request) => (request.command === "syslog" ? react(request) : taking(request));
}

async function facing(react: React): Promise<Stage> {
  const server = await RelpServer.listen();
  server.react = react;
  return {
    ...stageAt(relpTo(server.port)),
    silence: server.asked("syslog"),
    held: () => Promise.resolve(heldBy(server)),
    heal() {
      server.react = taking;
      return Promise.resolve();
    },
  };
}

/** It has a message and does not say so: that comes again. */
async function storing(reaction: RelpReaction): Promise<Stage> {
  const stage = await facing(toMessages(() => ({ stores: true, ...reaction })));
  return { ...stage, repeats: true };
}

async function facingNobody(): Promise<Stage> {
  const gone = await RelpServer.listen();
  gone.close();
  let revived: RelpServer | undefined;
  return {
    ...stageAt(relpTo(gone.port)),
    held: () => Promise.resolve(revived === undefined ? [] : heldBy(revived)),
    async heal() {
      revived = await RelpServer.listen({ port: gone.port });
    },
  };
}

/** The authority it trusts is another one, until the right one is put into the file. */
async function facingStranger({ cert, certFile, key }: Certificate): Promise<Stage> {
  const caFile = join(directory, "trusted.pem");
  await writeFile(caFile, rootCertificates[0] ?? "");
  const server = await RelpServer.listen({ tls: { cert, key } });
  const tls = { minVersion: "TLSv1.2", verify: true, caFile } as const;
  return {
    ...stageAt(relpTo(server.port, { receiver: aReceiver({ port: server.port, tls }) })),
    held: () => Promise.resolve(heldBy(server)),
    heal: () => copyFile(certFile, caFile),
  };
}

function stageAt(transport: RelpConfig): Stage {
  return { ...aSyslogDestination({ transport }), held: () => Promise.resolve([]) };
}

function heldBy({ messages }: RelpServer): readonly string[] {
  return heldLines(messages.join("\n"));
}
