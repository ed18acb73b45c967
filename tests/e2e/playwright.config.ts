// How the journeys run. Each has its own browser profile on disk; each worker has its own endpoint.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "out",
  workers: 2,
  // No journey needs another one, so both workers share the long files, too.
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  retries: 0,
  // Wide enough for a machine that is busy with something else.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
});
