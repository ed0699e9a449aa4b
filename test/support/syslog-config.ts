import { onTestFinished } from "vitest";
import type { Trouble } from "../../src/deliver/destination.ts";
import type { RelpConfig, SyslogConfig, UdpConfig } from "../../src/deliver/syslog/config.ts";
import { createSyslogDestination } from "../../src/deliver/syslog/destination.ts";
import { aReceiver } from "./a-connection.ts";
import { ManualClock } from "./manual-clock.ts";

export function aSyslogConfig(
  changes: Partial<SyslogConfig> & Pick<SyslogConfig, "transport">,
): SyslogConfig {
  return {
    name: "soc",
    header: { kind: "rfc3164", facility: "local0" },
    maxMessageBytes: 262_144,
    connectionMaxAgeMs: 600_000,
    retry: { initialMs: 500, maxMs: 5000 },
    ...changes,
  };
}

export function udpTo(port: number, changes: Partial<UdpConfig> = {}): UdpConfig {
  const receiver = aReceiver({ port });
  return {
    kind: "udp",
    receiver,
    confirm: { kind: "none" },
    datagramsPerSecond: 2000,
    sendTimeoutMs: 10_000,
    ...changes,
  };
}

export function relpTo(port: number, changes: Partial<RelpConfig> = {}): RelpConfig {
  return {
    kind: "relp",
    receiver: aReceiver({ port }),
    window: 128,
    answerTimeoutMs: 10_000,
    ...changes,
  };
}

/** Closed when the test is over. `attempts` is what it told of after deliveries had ended. */
export function aSyslogDestination(
  changes: Partial<SyslogConfig> & Pick<SyslogConfig, "transport">,
) {
  const clock = new ManualClock();
  const attempts: (Trouble | undefined)[] = [];
  const destination = createSyslogDestination(aSyslogConfig(changes), {
    clock,
    onAttempt: (trouble) => attempts.push(trouble),
  });
  onTestFinished(() => destination.close());
  return { clock, destination, attempts };
}
