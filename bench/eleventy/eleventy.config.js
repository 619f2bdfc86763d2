// The facts are global data (_data/); each kind of page is one template with pagination over them.
export default function (config) {
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
}

export const config = { htmlTemplateEngine: "njk", dir: { input: ".", includes: "_includes", data: "_data", output: "_site" } };
