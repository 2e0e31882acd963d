# Two images of one build (docs/adr/0004):
#   docker build -t workwell .                            app: for production, without the sandbox
#   docker build -t workwell-sandbox --target sandbox .   sandbox: with it, for docker-compose.yml

FROM node:22.23.5-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json build-dist.ts ./
COPY profiles ./profiles
COPY launch ./launch
COPY src ./src
RUN npm run build && mv dist/src/sandbox sandbox

FROM node:22.23.5-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:22.23.5-slim AS base
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./
RUN mkdir /data /packages && chown node:node /data /packages
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "src/main.js"]

FROM base AS sandbox
COPY --from=build /build/sandbox ./src/sandbox
# What of the development dependencies the sandbox imports.
COPY --from=build /build/node_modules/fast-json-patch ./node_modules/fast-json-patch

# Last, so that whoever names no target has this one.
FROM base AS app
