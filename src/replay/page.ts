import type { Found, Page } from "./letter-place.ts";

/** Shows a page, and returns what of it was delivered once the next page is asked for. */
export async function* show(
  found: readonly Found[],
  amount: number,
): AsyncGenerator<Page, ReadonlySet<Found>> {
  let delivered: ReadonlySet<Found> | undefined;
  yield {
    found,
    amount,
    settle(settled) {
      delivered = settled;
    },
  };
  if (delivered === undefined) throw new Error("A page of dead letters was not settled");
  return delivered;
}
