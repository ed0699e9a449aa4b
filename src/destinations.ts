/**
 * Each type of destination from its configuration: the only place that knows all of them.
 */
import type { DestinationConfig } from "./config/destinations.ts";
import { identityFor } from "./credentials.ts";
import type { Destination } from "./deliver/destination.ts";
import type { ElasticsearchConfig } from "./deliver/elasticsearch/config.ts";
import { createElasticsearchDestination } from "./deliver/elasticsearch/destination.ts";
import type { SetupTarget } from "./deliver/elasticsearch/setup/set-up.ts";
import { withSetup } from "./deliver/elasticsearch/setup/with-setup.ts";
import { createFileDestination } from "./deliver/file/destination.ts";
import type { Watch } from "./deliver/observe.ts";
import { createSplunkHecDestination } from "./deliver/splunk-hec/destination.ts";
import { createStdoutDestination } from "./deliver/stdout/destination.ts";
import { createSyslogDestination } from "./deliver/syslog/destination.ts";
import { createHeader, longestHeader } from "./deliver/syslog/header.ts";
import { withHeader } from "./deliver/syslog/message.ts";
import type { Normalize } from "./event.ts";
import { createNormalize } from "./normalize/format.ts";
import type { PlaceOf } from "./normalize/geo/place.ts";
import { createDescribe } from "./normalize/particulars.ts";
import type { Logger } from "./observe/logger.ts";
import type { Clock } from "./runtime/clock.ts";
import { version } from "./version.ts";

type ElasticsearchSettings = Extract<DestinationConfig, { readonly type: "elasticsearch" }>;
type SyslogSettings = Extract<DestinationConfig, { readonly type: "syslog" }>;

export interface DestinationParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** Hears of what a destination does outside of deliveries. */
  readonly watch: Watch;
  readonly onBug: (error: unknown) => void;
}

export function createDestination(config: DestinationConfig, parts: DestinationParts): Destination {
  const { clock, watch } = parts;
  switch (config.type) {
    case "elasticsearch":
      return createElasticsearch(config, parts);
    case "splunk_hec": {
      const { format } = config.mapping;
      const connections = config.concurrency.max;
      return createSplunkHecDestination(
        { ...config, format, connections },
        { ...parts, onAttempt: watch },
      );
    }
    case "syslog":
      return createSyslogDestination(config, { clock, onAttempt: watch });
    case "file":
      return createFileDestination(config, parts);
    case "stdout":
      return createStdoutDestination(config, process.stdout);
  }
}

function createElasticsearch(config: ElasticsearchSettings, parts: DestinationParts): Destination {
  const destination = createElasticsearchDestination(connectionOf(config), parts);
  if (!config.setup) return destination;
  const [target] = setupTargetsOf(config, { takeOver: false });
  if (target === undefined) return destination;
  return withSetup(destination, target, { ...parts, version });
}

/** What `setup` puts in place for a destination; nothing for formats without templates. */
export function setupTargetsOf(
  config: DestinationConfig,
  { takeOver }: Pick<SetupTarget, "takeOver">,
): readonly SetupTarget[] {
  if (config.type !== "elasticsearch") return [];
  const { mapping } = config;
  const connection = connectionOf(config);
  if (mapping.format === "ecs") return [{ connection, format: "ecs", payloads: "text", takeOver }];
  if (mapping.format !== "ocsf") return [];
  const { payloads = "text" } = mapping.options;
  return [{ connection, format: "ocsf", payloads, takeOver }];
}

function connectionOf(config: ElasticsearchSettings): ElasticsearchConfig {
  const { auth } = config;
  return {
    ...config,
    connections: config.concurrency.max,
    auth: auth?.kind === "aws" ? { ...auth, identity: identityFor(auth) } : auth,
  };
}

/** What destinations that have the same one can share the text of. */
export function textKey(config: DestinationConfig): string {
  const { mapping } = config;
  if (config.type !== "syslog") return JSON.stringify(mapping);
  return JSON.stringify([mapping, config.header, config.maxMessageBytes, config.severity]);
}

interface NormalizeParts {
  readonly clock: Clock;
  readonly placeOf?: PlaceOf | undefined;
}

/** What a record becomes for a destination. Syslog wants a header before it, and CEF and LEEF shortened to fit with it. */
export function createText(config: DestinationConfig, parts: NormalizeParts): Normalize {
  if (config.type === "syslog") return createMessage(config, parts);
  const { format, options } = config.mapping;
  return createNormalize(format, { ...options, ...parts });
}

function createMessage(config: SyslogSettings, parts: NormalizeParts): Normalize {
  const { mapping } = config;
  const header = createHeader(config.header, parts.clock);
  const maxBytes = config.maxMessageBytes - longestHeader(header);
  const body = createNormalize(mapping.format, { ...mapping.options, maxBytes, ...parts });
  return withHeader(body, header, createDescribe(config.severity));
}
