FROM node:22-slim

ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app

COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force

COPY tsconfig.json ./
COPY profiles ./profiles
COPY launch ./launch
COPY src ./src

RUN mkdir /data /packages && chown node:node /data /packages
USER node
VOLUME /data
EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Not `npm start`, which switches the sandbox on: a container is without it until SANDBOX=on is said.
CMD ["node", "--import", "tsx", "src/main.ts"]
