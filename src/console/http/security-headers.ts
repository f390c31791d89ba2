import type { Request, Response } from 'express';
import helmet from 'helmet';

/**
 * What a browser may do with the console. Nothing inline, nothing from elsewhere but the pictures of cards, which stand where the
 * shop keeps them; texts of people become text nodes, because no script can make HTML of a string.
 */
const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'https:', 'http:', 'data:'],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ["'none'"],
    },
  },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  // Says nothing on plain HTTP, and is the business of the proxy that has the certificate.
  strictTransportSecurity: false,
});

export function setSecurityHeaders(request: Request, response: Response): void {
  setHeaders(request, response, () => undefined);
  response.setHeader('Cache-Control', 'no-store');
}
