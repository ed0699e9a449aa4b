# docker build --build-arg VERSION=0.1.0 --build-arg REVISION="$(git rev-parse HEAD)" -t trailferry .
ARG NODE_IMAGE=node:26-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY config ./config
COPY src ./src
COPY LICENSE ./
# The cache belongs to one uid, so the user of the image fills it. The state folder gives a volume its owner.
RUN mkdir /compile-cache /state && chown 65532:65532 /compile-cache /state
USER 65532:65532
ENV NODE_COMPILE_CACHE=/compile-cache
RUN node src/main.ts --help > /dev/null \
 && QUEUE_URL=https://sqs.us-east-1.amazonaws.com/111122223333/cloudtrail \
    ELASTICSEARCH_URL=https://elasticsearch.example:9200 ELASTICSEARCH_API_KEY=id:key \
    node src/main.ts check -c config/minimal.yaml > /dev/null \
 && node --eval 'for (const name of ["run", "run-alone", "run-workers", "worker"]) import(`/app/src/commands/${name}.ts`)'

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="trailferry" \
      org.opencontainers.image.description="Ships AWS CloudTrail from S3 and SQS to a SIEM and never loses a record" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /app /app
COPY --from=build /compile-cache /compile-cache
COPY --from=build --chown=65532:65532 /state /var/lib/trailferry
# Where the cache can't be used or written (another uid, a read-only root), Node.js goes on without it.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/compile-cache
# The AWS SDK looks for profiles in a home directory, and fails where the uid has none.
ENV HOME=/home/trailferry
WORKDIR /app
USER 65532:65532
EXPOSE 9464
STOPSIGNAL SIGTERM
# For plain container runtimes; Kubernetes probes by itself. With `admin.listen: off` use --no-healthcheck.
ENV HEALTHCHECK_URL=http://127.0.0.1:9464/livez
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "--eval", "fetch(process.env.HEALTHCHECK_URL).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/src/main.ts"]
CMD ["run", "-c", "/etc/trailferry/config.yaml"]
