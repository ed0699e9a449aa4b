import { describe, expect, it } from "vitest";
import { templateFor } from "../../src/deliver/elasticsearch/template.ts";
import { fieldsIn } from "../support/template-fields.ts";
import type { Delivered } from "./delivered.ts";
import { countIn, idsFoundIn, ignoredIn } from "./questions.ts";
import type { SearchServer } from "./servers/search-server.ts";
import type { Indexable } from "./stored.ts";

/** What is said of documents in a real server: that it took them all, as they are, and finds them. */
export function describeFormat(
  { format, prefix, searches }: Indexable,
  server: SearchServer,
  all: readonly Delivered[],
): void {
  describe(`${server.product} with documents in ${format}`, () => {
    const standIns = server.product === "elasticsearch" ? longTexts(format) : new Set<string>();
    const named = all.map((delivered) => [delivered.corpus.name, delivered] as const);

    it.each(named)("takes every document: %s", (_name, { reports }) => {
      const refused = reports.flatMap(({ rejected }) => rejected.map(({ message }) => message));
      const troubles = reports.flatMap(({ trouble }) => trouble?.message ?? []);

      expect(refused).toEqual([]);
      expect(troubles).toEqual([]);
    });

    it.each(named)("holds every record once: %s", async (_name, delivered) => {
      const { corpus, stream, documents, reports } = delivered;
      const duplicates = reports.reduce((sum, report) => sum + report.duplicates, 0);

      expect(await countIn(server, stream)).toBe(documents.size);
      expect(documents.size + duplicates).toBe(corpus.records.length);
    });

    it.each(named)("indexes every field: %s", async (_name, { stream }) => {
      const ignored = await ignoredIn(server, stream);

      expect(ignored.filter(({ field }) => !standIns.has(field))).toEqual([]);
    });

    it.each(searches.filter(({ notIn }) => notIn !== server.product))(
      "finds $finds",
      async ({ query, isMeant }) => {
        const meant = all.flatMap(({ documents }) =>
          Array.from(documents).flatMap(([id, document]) => (isMeant(document) ? [id] : [])),
        );

        expect(await idsFoundIn(server, `${prefix}*`, query)).toEqual(meant.sort());
        expect(meant).not.toEqual([]);
      },
    );
  });
}

/** Elasticsearch's type for texts of any length is not published. What stands in for it here leaves long ones out. */
function longTexts(format: Indexable["format"]): ReadonlySet<string> {
  const fields = fieldsIn(templateFor(format, "elasticsearch"));
  return new Set(
    Array.from(fields).flatMap(([name, field]) => (field["type"] === "wildcard" ? [name] : [])),
  );
}
