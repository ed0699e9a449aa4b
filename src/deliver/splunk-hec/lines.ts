import type { Logger } from "../../observe/logger.ts";
import type { Seldom } from "../../observe/seldom.ts";
import type { LossReason } from "./acks.ts";

/** What operators should know though events go on to be delivered; each line seldom. */
export interface Lines {
  strained(): void;
  unaskedFor(): void;
  unproven(): void;
  lost(reason: LossReason): void;
}

export function createLines(destination: string, log: Logger, seldom: Seldom): Lines {
  const warn = (key: string, sentence: string) => {
    const due = seldom(key);
    if (due !== undefined) log.warn({ destination, ...due }, sentence);
  };
  return {
    strained: () => warn("strained", "Slowed down: Splunk takes events but is near capacity"),
    unaskedFor: () =>
      warn(
        "unasked",
        "Found indexer acknowledgment enabled on the token, which is not used: its pending acknowledgments pile up in Splunk",
      ),
    unproven: () =>
      warn(
        "unproven",
        "Counted events as delivered that Splunk may hold in memory only: indexer acknowledgment is disabled on the token",
      ),
    lost(reason) {
      const due = seldom(reason);
      if (due !== undefined)
        log.warn(
          { destination, reason, ...due },
          `Lost the confirmation of events, which are sent again: ${explanations[reason]}`,
        );
    },
  };
}

const explanations: Readonly<Record<LossReason, string>> = {
  unconfirmed: "Splunk did not confirm them in time",
  uncertain: "it was not certain that Splunk's confirmation was about them",
  number_repeated:
    "Splunk gave a number twice. Either it has restarted, or it is behind a load balancer that does not keep to one collector: have that set a cookie, or name the collectors in `urls`",
  channel_unknown: "Splunk did not know the channel any more",
  moved: "the load balancer's cookie has changed",
};
