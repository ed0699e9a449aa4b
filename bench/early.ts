/** Preloaded into a forwarder whose messages are to be deleted as soon as their objects were read. */
import { registerHooks } from "node:module";

const real = new URL("../src/deliver/claims.ts", import.meta.url).href;
const early = new URL("early-claims.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context);
    return resolved.url === real && context.parentURL !== early
      ? { ...resolved, url: early }
      : resolved;
  },
});
