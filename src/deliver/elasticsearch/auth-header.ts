import type { HeaderAuth } from "./config.ts";

/** What an `Authorization` header says. */
export interface AuthHeader {
  readonly value: string;
  /** What no message may hold, should a server repeat it. */
  readonly secrets: readonly string[];
}

/** Revealed for each request: a key that was renewed in its file is used at once. */
export function authHeader(auth: HeaderAuth): AuthHeader {
  switch (auth.kind) {
    case "api_key": {
      const key = auth.key.reveal().trim();
      // Elasticsearch hands out `id` and `api_key`, and `encoded`, which is base64 and so has no colon.
      return scheme("ApiKey", key.includes(":") ? base64(key) : key, key);
    }
    case "bearer": {
      const token = auth.token.reveal().trim();
      return scheme("Bearer", token, token);
    }
    case "basic": {
      const password = auth.password.reveal();
      return scheme("Basic", base64(`${auth.username}:${password}`), password);
    }
  }
}

export function isSendable({ value }: AuthHeader): boolean {
  return /^[\x20-\x7e]+$/.test(value);
}

function scheme(name: string, parameter: string, secret: string): AuthHeader {
  return { value: `${name} ${parameter}`, secrets: [parameter, secret] };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
