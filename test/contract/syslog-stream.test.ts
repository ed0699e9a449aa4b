import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll } from "vitest";
import type { Receiver } from "../../src/deliver/syslog/config.ts";
import { aReceiver } from "../support/a-connection.ts";
import { makeCertificate, type Certificate } from "../support/certificate.ts";
import { heldLines } from "../support/held-lines.ts";
import { aSyslogDestination } from "../support/syslog-config.ts";
import {
  SyslogReceiver,
  type ResetAt,
  type SyslogReceiverOptions,
} from "../support/syslog-receiver.ts";
import { describeDestination, type Stage, type Stages } from "./describe-destination.ts";

const directory = await mkdtemp(join(tmpdir(), "trailferry-contract-syslog-"));
const certificate = await makeCertificate(directory);
afterAll(() => rm(directory, { recursive: true }));

describeDestination("syslog by tcp", stagesWith({}));

if (certificate !== undefined)
  describeDestination("syslog by tls", {
    ...stagesWith(certificate),
    untrusted_certificate: () => facingStranger(certificate),
  });

/** Confirmed by closing: the one answer that a receiver without RELP gives. */
function stagesWith(security: Partial<Certificate>): Stages {
  return {
    accepted: () => facing(security),
    reset_at_once: () => facing(security, "start"),
    reset_before_storing: () => facing(security, "data"),
    answer_lost: async () => ({ ...(await facing(security, "end")), repeats: true }),
    silent: () => facingStubborn(security),
    nobody_there: () => facingNobody(security),
    unknown_host: () => {
      const host = "nowhere.invalid";
      return Promise.resolve(stageAt({ ...receiverAt(1, security), host }));
    },
    aborted: () => facingStubborn(security),
  };
}

async function facing(security: Partial<Certificate>, resetAt?: ResetAt): Promise<Stage> {
  const receiver = await listen(security);
  receiver.resetAt = resetAt;
  return {
    ...stageAt(receiverAt(receiver.port, security)),
    held: () => Promise.resolve(heldBy(receiver)),
    heal() {
      receiver.resetAt = undefined;
      return Promise.resolve();
    },
  };
}

/** It has read everything, and leaves the connection open. */
async function facingStubborn(security: Partial<Certificate>): Promise<Stage> {
  const receiver = await listen(security);
  receiver.stubborn = true;
  return {
    ...stageAt(receiverAt(receiver.port, security)),
    repeats: true,
    silence: receiver.ended(),
    held: () => Promise.resolve(heldBy(receiver)),
    heal() {
      receiver.stubborn = false;
      return Promise.resolve();
    },
  };
}

async function facingNobody(security: Partial<Certificate>): Promise<Stage> {
  const gone = await listen(security);
  gone.close();
  const { port } = gone;
  let revived: SyslogReceiver | undefined;
  return {
    ...stageAt(receiverAt(port, security)),
    held: () => Promise.resolve(revived === undefined ? [] : heldBy(revived)),
    async heal() {
      revived = await listen(security, { port });
    },
  };
}

/** The authority it trusts is another one, until the right one is put into the file. */
async function facingStranger(stranger: Certificate): Promise<Stage> {
  const caFile = join(directory, "trusted.pem");
  await writeFile(caFile, rootCertificates[0] ?? "");
  const receiver = await listen(stranger);
  return {
    ...stageAt(receiverAt(receiver.port, { ...stranger, certFile: caFile })),
    held: () => Promise.resolve(heldBy(receiver)),
    heal: () => copyFile(stranger.certFile, caFile),
  };
}

function stageAt(receiver: Receiver): Stage {
  const transport = {
    kind: "stream",
    receiver,
    framing: "octet_counting",
    confirm: { kind: "close", delayMs: 0 },
    sendTimeoutMs: 10_000,
  } as const;
  return { ...aSyslogDestination({ transport }), held: () => Promise.resolve([]) };
}

function listen(
  { cert, key }: Partial<Certificate>,
  options: SyslogReceiverOptions = {},
): Promise<SyslogReceiver> {
  const tls = cert === undefined || key === undefined ? {} : { tls: { cert, key } };
  return SyslogReceiver.listen({ ...options, ...tls });
}

function receiverAt(port: number, { certFile }: Partial<Certificate>): Receiver {
  if (certFile === undefined) return aReceiver({ port });
  return aReceiver({ port, tls: { minVersion: "TLSv1.2", verify: true, caFile: certFile } });
}

function heldBy({ messages }: SyslogReceiver): readonly string[] {
  return heldLines(messages.join("\n"));
}
