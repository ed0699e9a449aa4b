import {
  templateFor,
  type Product,
  type TemplateFormat,
} from "../../src/deliver/elasticsearch/template.ts";
import { isJsonObject, type JsonObject, type Normalize } from "../../src/event.ts";
import { connectionTo } from "./connection-to.ts";
import type { Corpus } from "./corpora.ts";
import { deliver, type Delivered } from "./delivered.ts";
import type { Search } from "./search.ts";
import type { SearchServer } from "./servers/search-server.ts";

/** A format that has a template. */
export interface Indexable {
  readonly format: TemplateFormat;
  /** Its normalizer for data streams of this namespace. */
  readonly normalizeFor: (namespace: string) => Normalize;
  /** What the names of its streams or indexes begin with; the corpus follows. */
  readonly prefix: string;
  /**
   * Whether the template names every field. The test then has the server refuse all others, where in production it
   * would leave them unindexed.
   */
  readonly complete: boolean;
  readonly searches: readonly Search[];
}

/** Delivers the documents of all corpora into a server that has the template. */
export async function store(
  indexable: Indexable,
  corpora: readonly Corpus[],
  server: SearchServer,
): Promise<readonly Delivered[]> {
  const { format, prefix } = indexable;
  await server.ask("PUT", `_index_template/${format}`, testTemplate(indexable, server.product));
  const all: Delivered[] = [];
  for (const corpus of corpora) {
    const normalize = indexable.normalizeFor(corpus.name);
    all.push(await deliver(corpus, normalize, connectionTo(server, prefix + corpus.name)));
  }
  await server.ask("POST", `${prefix}*/_refresh`);
  return all;
}

/** Without the codec: the library that Elasticsearch calls for it is not published. */
function testTemplate({ format, complete }: Indexable, product: Product): JsonObject {
  const composable = templateFor(format, product);
  const template = objectAt(composable, "template");
  const settings = objectAt(template, "settings");
  const index = { ...objectAt(settings, "index"), codec: "default" };
  const mappings = {
    ...objectAt(template, "mappings"),
    ...(complete && { dynamic: "strict" }),
  };
  return { ...composable, template: { settings: { ...settings, index }, mappings } };
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  if (!isJsonObject(value)) throw new TypeError(`${key} is no object`);
  return value;
}
