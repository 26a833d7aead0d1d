import { ServerResponse, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

const YEAR_IN_SECONDS = 31_536_000;
const PERMISSIONS_POLICY = ['accelerometer', 'camera', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * The headers every answer carries, errors and files included: those of helmet, which never depend on the request, and
 * Permissions-Policy. Styles may be inline because the component library and the diagram editor write them; scripts may not.
 * No upgrade-insecure-requests: a studio inside a company network may run on plain http.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = { ...headersOfHelmet(), 'Permissions-Policy': PERMISSIONS_POLICY };

/** Puts the headers on every answer; an answer may put its own in their place (a picture's stricter policy). */
export function secureHeaders() {
  const headers = new Map(Object.entries(SECURITY_HEADERS));
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.setHeaders(headers);
    next();
  };
}

/** Helmet writes to a response, so it is given one that nobody reads. */
function headersOfHelmet(): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: YEAR_IN_SECONDS, includeSubDomains: true },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })(request, response, (fault?: unknown) => {
    if (fault !== undefined) throw fault;
  });
  return Object.fromEntries(response.getHeaderNames().map((name) => [canonical(name), String(response.getHeader(name))]));
}

/** content-security-policy -> Content-Security-Policy, for people who read them. */
function canonical(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
