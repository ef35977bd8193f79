// pdfjs.mjs PDF_JS FILE.pdf...   prints the text of each page of each file as pdf.js reads it, as JSON.
import fs from 'node:fs';
const { getDocument } = await import(process.argv[2]);
const files = [];
for (const path of process.argv.slice(3)) {
  const data = new Uint8Array(fs.readFileSync(path));
  const pdf = await getDocument({ data, useSystemFonts: false, verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent();
    pages.push(content.items.map(item => item.str + (item.hasEOL ? '\n' : '')).join(''));
  }
  files.push(pages);
}
console.log(JSON.stringify(files));
