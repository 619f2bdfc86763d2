// What html-validate looks for in the pages: everything but what is meant otherwise here.
module.exports = {
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    "no-trailing-whitespace": "off", // of templates, and gone when a page is compressed
    "doctype-style": "off", // HTML knows no case there
    // A table that is shown as a list on a small screen loses its roles unless they are written.
    "no-redundant-role": "off",
    // What scrolls is a region with a name; a section in a section would be a part of the outline.
    "prefer-native-element": "off",
  },
};
