/** nginx in front of another server, with what an operator's proxy may have. */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findIn, unpackPackages } from "./debian-packages.ts";
import { imageFor, type Place, type ServerPlan } from "./plan.ts";

export interface ProxyRules {
  readonly user?: { readonly username: string; readonly password: string };
  /** More is answered with 413. */
  readonly maxBodyBytes?: number;
  /** More are answered with 429. */
  readonly requestsPerSecond?: number;
  /** While this file is there every request is answered with 503. */
  readonly closedFile?: string;
}

/** In front of the upstream, on a port of its own. */
export function nginx(upstream: URL, rules: ProxyRules): ServerPlan {
  return {
    name: "nginx",
    url: (port) => new URL(`http://127.0.0.1:${port}`),
    isReady: async (url) => (await fetch(url).catch(() => undefined)) !== undefined,
    async asProcess(place) {
      const unpacked = await unpackPackages(["nginx"]);
      const program = findIn(unpacked, "usr/sbin/nginx");
      const parameters = await write(place, upstream, rules);
      return {
        program: "env",
        parameters: [`LD_LIBRARY_PATH=${unpacked.libraries}`, program, ...parameters],
        endsBy: "signal",
      };
    },
    asContainer: async (place) => ({
      image: imageFor("NGINX", "nginx:1.28-alpine"),
      command: ["nginx", ...(await write(place, upstream, rules))],
      mounts: [place.home, ...(rules.closedFile === undefined ? [] : [dirname(rules.closedFile)])],
    }),
  };
}

/** Returns the parameters that make nginx use what was written. */
async function write(place: Place, upstream: URL, rules: ProxyRules): Promise<readonly string[]> {
  const { home } = place;
  const { user } = rules;
  if (user !== undefined)
    await writeFile(join(home, "users"), `${user.username}:${hashed(user.password)}\n`);
  await writeFile(join(home, "nginx.conf"), configuration(place, upstream, rules));
  return ["-p", home, "-c", join(home, "nginx.conf"), "-e", join(home, "error.log")];
}

/** One of the forms that nginx reads; a plain digest is enough for a test. */
function hashed(password: string): string {
  return `{SHA}${createHash("sha1").update(password).digest("base64")}`;
}

function configuration({ home, port }: Place, upstream: URL, rules: ProxyRules): string {
  const { user, maxBodyBytes = 0, requestsPerSecond, closedFile } = rules;
  return `
    daemon off;
    user root;
    pid ${home}/nginx.pid;
    events {}
    http {
      access_log off;
      client_body_temp_path ${home}/body;
      proxy_temp_path ${home}/proxy;
      fastcgi_temp_path ${home}/fastcgi;
      uwsgi_temp_path ${home}/uwsgi;
      scgi_temp_path ${home}/scgi;
      ${only(requestsPerSecond, `limit_req_zone $server_port zone=all:1m rate=${requestsPerSecond}r/s;`)}
      server {
        listen 127.0.0.1:${port};
        client_max_body_size ${maxBodyBytes};
        ${only(closedFile, `if (-f ${closedFile}) { return 503; }`)}
        location / {
          ${only(user, `auth_basic test; auth_basic_user_file ${home}/users;`)}
          ${only(requestsPerSecond, "limit_req zone=all nodelay; limit_req_status 429;")}
          proxy_set_header Authorization "";
          proxy_pass ${upstream.origin};
        }
      }
    }
  `;
}

function only(condition: unknown, line: string): string {
  return condition === undefined ? "" : line;
}
