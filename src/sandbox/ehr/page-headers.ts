import helmet from 'helmet'

/**
 * Headers of the sandbox's own pages. The app may stand in a frame here, and a form may end there. Browsers check every redirect on
 * the way, so a frame must also be allowed to pass through this EHR's own authorize endpoint.
 */
export const sandboxHeaders = (appUrl: string) => {
  const app = new URL(appUrl).origin
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        frameSrc: ["'self'", app],
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
