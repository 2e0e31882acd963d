import helmet from 'helmet'

/** Headers of the sandbox's own pages. The app may stand in a frame here, and a form may end there (browsers check the redirect too). */
export const sandboxHeaders = (appUrl: string) => {
  const app = new URL(appUrl).origin
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        frameSrc: [app],
        formAction: ["'self'", app],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: false,
  })
}
