/** What a browser is told about our pages: where their parts may come from, and that nobody frames them. */
import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/**
 * - Scripts: our own files, and what stands in our own index.html (by hash).
 * - Styles: inline too, since Mantine writes its theme into a style element and React Flow places nodes by style
 *   attributes.
 * - Fonts and images: our own and `data:`; nothing is loaded from anywhere else.
 *
 * @param page the built index.html, where there is one
 */
export function contentSecurityPolicy(page: string | undefined): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...inlineScripts(page ?? '')].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function inlineScripts(page: string): string[] {
  const scripts = page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi);
  return [...scripts].map(([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
}

export function securityHeaders(policy: string) {
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-dns-prefetch-control': 'off',
  };
  return (_request: Request, response: Response, next: NextFunction): void => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    next();
  };
}
