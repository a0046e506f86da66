import { defineConfig } from "vite";

// The loader runs on the shop's page: one classic script, no imports, no global but `Firsthand`.
export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    emptyOutDir: false,
    lib: { entry: "src/loader/main.ts", formats: ["iife"], name: "FirsthandLoader", fileName: () => "widget.js" },
  },
});
