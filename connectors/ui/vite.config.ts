import { defineConfig } from "vitest/config";

// Three pages; the gateway puts the nonce of each response where __CSP_NONCE__ stands.
export default defineConfig({
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // In kB: the chart library, which the ops pages fetch after themselves.
    chunkSizeWarningLimit: 640,
    rolldownOptions: { input: { widget: "widget.html", desk: "desk.html", ops: "ops.html" } },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], testTimeout: 5000 },
});
