/** nginx in front of another server, with what an operator's proxy may have. */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findIn, unpackPackages } from "./debian-packages.ts";
import type { Identity } from "../../support/certificate-authority.ts";
import { imageFor, type Place, type ServerPlan } from "./plan.ts";
import { statusOf } from "./status-of.ts";

export interface ProxyRules {
  /** Absent where it takes plain HTTP. */
  readonly certificate?: Identity;
  readonly user?: { readonly username: string; readonly password: string };
  /** More is answered with 413. */
  readonly maxBodyBytes?: number;
  /** More are answered with 429. */
  readonly requestsPerSecond?: number;
  /** While this file is there every request is answered with 503, or what `closedStatus` says. */
  readonly closedFile?: string;
  readonly closedStatus?: 401 | 403;
}

/** In front of the upstream, on a port of its own. */
export function nginx(upstream: URL, rules: ProxyRules): ServerPlan {
  return {
    name: "nginx",
    url: (port) => new URL(`${rules.certificate ? "https" : "http"}://127.0.0.1:${port}`),
    isReady: async (url) => (await statusOf(url)) !== undefined,
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
      mounts: [place.home, ...directoriesOf(rules)],
    }),
  };
}

function directoriesOf({ certificate, closedFile }: ProxyRules): readonly string[] {
  const files = [certificate?.certFile, certificate?.keyFile, closedFile];
  return [...new Set(files.flatMap((file) => (file === undefined ? [] : [dirname(file)])))];
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
  const { certificate, user, maxBodyBytes = 0, requestsPerSecond, closedFile } = rules;
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
        listen 127.0.0.1:${port}${only(certificate, " ssl")};
        ${only(certificate, `ssl_certificate ${certificate?.certFile};`)}
        ${only(certificate, `ssl_certificate_key ${certificate?.keyFile};`)}
        client_max_body_size ${maxBodyBytes};
        ${only(closedFile, `if (-f ${closedFile}) { return ${rules.closedStatus ?? 503}; }`)}
        location / {
          ${only(user, `auth_basic test; auth_basic_user_file ${home}/users;`)}
          ${only(requestsPerSecond, "limit_req zone=all nodelay; limit_req_status 429;")}
          ${only(user, 'proxy_set_header Authorization "";')}
          proxy_pass ${upstream.origin};
        }
      }
    }
  `;
}

function only(condition: unknown, line: string): string {
  return condition === undefined ? "" : line;
}
