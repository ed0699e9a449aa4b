import { Agent, fetch } from "undici";

/** With which status the server answers, whoever signed its certificate; undefined where it does not answer. */
export async function statusOf(url: URL): Promise<number | undefined> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  try {
    const answer = await fetch(url, { dispatcher });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  } finally {
    await dispatcher.destroy();
  }
}
