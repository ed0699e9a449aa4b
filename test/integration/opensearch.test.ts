import { afterAll } from "vitest";
import { allCorpora } from "./corpora.ts";
import { describeFormat } from "./describe-format.ts";
import { formats } from "./formats.ts";
import { startSearchServer } from "./servers/search-server.ts";
import { store } from "./stored.ts";

const server = await startSearchServer("OpenSearch 3");
afterAll(() => server.stop());

const corpora = allCorpora();
for (const indexable of formats)
  describeFormat(indexable, server, await store(indexable, corpora, server));
