// Writes everything that the desk serves as a file into one folder: node build.js FOLDER
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const folder = process.argv[2];
if (!folder) throw new Error("say which folder to write: node build.js FOLDER");
mkdirSync(folder, { recursive: true });

// Every page loads desk.css; the others are for the pages that need them.
for (const sheet of ["desk", "rota", "outlook"]) {
  const style = compile(join(here, "style", `${sheet}.scss`), {
    loadPaths: [join(here, "style"), join(modules, "govuk-frontend", "dist")],
    style: "compressed",
    charset: false,
  });
  writeFileSync(join(folder, `${sheet}.css`), `/*! Holds parts of govuk-frontend; see LICENSES.txt */\n${style.css}\n`);
}

// A source map would be fetched, missed and logged.
const script = (from, to) => {
  const text = readFileSync(join(modules, from), "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "");
  writeFileSync(join(folder, to), `${text}\n`);
};
script("govuk-frontend/dist/govuk/govuk-frontend.min.js", "govuk-frontend.js");
script("htmx.org/dist/htmx.min.js", "htmx.js");
for (const own of ["desk.js", "live.js", "passkeys.js", "session.js"]) copyFileSync(join(here, "script", own), join(folder, own));
copyFileSync(join(here, "icon.svg"), join(folder, "icon.svg"));

const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
const notices = readFileSync(join(here, "LICENSES.txt"), "utf8").replace(/\{([a-z.-]+)\}/g, (_, name) => version(name));
writeFileSync(join(folder, "LICENSES.txt"), notices);
