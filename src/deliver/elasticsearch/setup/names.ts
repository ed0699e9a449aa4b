import type { TemplateFormat } from "../template.ts";

/** What is made for one name that the daemon writes to. */
export interface Names {
  /** What the daemon writes to: a data stream, or for OCSF an alias. */
  readonly target: string;
  /** Of what the index template is for. */
  readonly pattern: string;
  /** Of the index template and the lifecycle policy. */
  readonly own: string;
  /** The index that the alias begins with; a data stream makes its own. */
  readonly firstIndex?: string;
}

/**
 * A template for ECS is for all namespaces of its data set. OCSF events have no `@timestamp`, which a data stream
 * needs: they go to indexes behind an alias, which the lifecycle policy rolls over one by one.
 */
export function namesFor(format: TemplateFormat, target: string): Names {
  if (format === "ocsf") {
    const firstIndex = `${target}-000001`;
    // Not `-*`, which would be for the indexes of an alias with a longer name as well.
    return { target, pattern: `${target}-0*`, own: `trailferry-${target}`, firstIndex };
  }
  const dataset = /^[^-]+-[^-]+(?=-.)/.exec(target)?.[0];
  if (dataset === undefined) return { target, pattern: target, own: `trailferry-${target}` };
  return { target, pattern: `${dataset}-*`, own: `trailferry-${dataset}` };
}
