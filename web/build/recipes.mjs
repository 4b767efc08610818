// What docs.html shows beside the reference: examples that run, how other people's systems take Iambic in, and what content policies leave of it.

/** `html` stands on the page twice: as code, and alive. @typedef {{ title: string, says: string, html: string }} Example */
/** @typedef {{ host: string, says: string, kind: 'html' | 'other', snippet: string, tried: string, forbids: string }} Recipe */

/** Where the parts of the element are, in a program. */
const BUNDLED = 'Vite and webpack take the element’s parts along by themselves. With esbuild or Rollup import `iambic/iambic.all.js` instead, which has them all in one script, or copy `iambic-*.js` of the package beside the program’s script; in both cases also `tinyshakespeare.txt`, if that is to be the text.'

/** @type {Example[]} */
export const EXAMPLES = [
  {
    title: 'A first lesson',
    says: 'Settings are attributes; what stands in the element is its heading.',
    html: `<iambic-trainer steps="5000" learning-rate="0.01">
  <h3>What does a letter know?</h3>
</iambic-trainer>`,
  },
  {
    title: 'Another rung, dark',
    says: 'A rung of the ladder has settings of its own, and any of them can be set beside it.',
    html: '<iambic-trainer preset="self-attention" steps="500" seed="7" theme="dark"></iambic-trainer>',
  },
  {
    title: 'Only this, and not to be changed',
    says: '`show` names the parts that are there, `lock` the settings that a reader sees and cannot change.',
    html: '<iambic-trainer preset="bigram" steps="3000" show="controls status loss writing" lock="all"></iambic-trainer>',
  },
  {
    title: 'What the page hears',
    says: 'Events bubble; the page does with them what it likes.',
    html: `<iambic-trainer id="heard" steps="1000"></iambic-trainer>
<p>The page has heard of step <output id="step">0</output>.</p>
<script>
  document.getElementById('heard').addEventListener('iambic-progress', ({ detail }) => {
    document.getElementById('step').value = detail.step
  })
</script>`,
  },
  {
    title: 'In the colours of the page',
    says: 'Every `--iambic-*` property can be set, and states can be asked for.',
    html: `<style>
  .sea { --iambic-accent: #0b5c66; --iambic-train: #0b5c66; --iambic-on-accent: #fff; outline: 1px solid transparent; }
  .sea:state(training) { outline-color: #0b5c66; }
</style>
<iambic-trainer class="sea" theme="light" steps="2000"></iambic-trainer>`,
  },
]

const FRAME = `<iframe src="https://your.site/iambic/index.html#preset=bigram&steps=5000"
  title="A language model that learns" width="100%" height="900"></iframe>`

/** @type {Recipe[]} */
export const RECIPES = [
  {
    host: 'Plain HTML', kind: 'html',
    says: 'Put the files of `dist/` beside the page. It also works by double-click, without a server.',
    snippet: '<script src="iambic.js" defer></script>\n<iambic-trainer preset="bigram" steps="5000"></iambic-trainer>',
    tried: 'in our tests, in Chromium, Firefox and WebKit, over HTTP and as a file.', forbids: 'nothing.',
  },
  {
    host: 'Moodle', kind: 'html',
    says: 'Put `dist/` on any web host with HTTPS and show it in a frame: in a Page or a Label, switch the editor to HTML. Without a host of your own, add `iambic-standalone.html` as a File and choose Embed as its appearance.',
    snippet: FRAME,
    tried: 'not in the product itself. In our tests: the height, with a page that does what H5P’s public resizer does; a Page has no such resizer, so give the frame its height.',
    forbids: 'read in Moodle’s source and documentation: a Page is shown as its teacher wrote it, but texts that pupils may write, as in a forum, pass through HTML Purifier, which removes scripts, frames and unknown elements; only who has the capability `moodle/site:trustcontent` is exempt, where the administrator has enabled trusted content. Editors may drop scripts from any text: a frame is the safer way.',
  },
  {
    host: 'Canvas', kind: 'html',
    says: 'In the HTML editor of a page. Give the frame a height: Canvas changes it when the frame tells its own by `lti.frameResize`, but only in the browser, not in the mobile apps.',
    snippet: FRAME,
    tried: 'not in the product itself. In our tests: a page that answers the message `lti.frameResize` as Canvas documents it.',
    forbids: 'read in Canvas’ source: it keeps of a frame `src`, `width`, `height`, `name`, `title`, `style`, `sandbox`, `allowfullscreen` and little else, and removes scripts and unknown elements. In HTML files that are uploaded, scripts do not run unless the administrator lets them, so do not upload `dist/` there. As Canvas comes over HTTPS, so must the frame.',
  },
  {
    host: 'WordPress', kind: 'html',
    says: 'Copy `dist/` into a folder of the site, for example `/iambic/`, and write a block “Custom HTML”.',
    snippet: '<script src="/iambic/iambic.js" defer></script>\n<iambic-trainer preset="bigram"></iambic-trainer>',
    tried: 'not in the product itself; as plain HTML.',
    forbids: 'read: scripts, frames and unknown elements are removed when somebody saves them who has not the right `unfiltered_html`. Administrators and editors of a single site have it; authors have not, and in a network of sites (multisite) only its super administrators. On wordpress.com scripts and frames need a plan that allows plugins.',
  },
  {
    host: 'Google Sites', kind: 'other',
    says: 'Insert, Embed, By URL. Give it the height by hand, by the handles of its box.',
    snippet: 'https://your.site/iambic/index.html#preset=bigram&steps=5000',
    tried: 'not in the product itself. In our tests: a frame with `sandbox="allow-scripts"`, where no run can be kept.',
    forbids: 'general knowledge, not looked up in Google’s own words: addresses without HTTPS, and sites that send `X-Frame-Options`; the box keeps its height. “Embed code” puts what one writes into a frame of another origin, which has no files beside it: use the address.',
  },
  {
    host: 'reveal.js', kind: 'html',
    says: 'The element is part of a slide. With a height of its own it fits the slide, without scroll bars; `autoplay` begins when the slide is shown, whatever the transition. It keeps its keys to itself, so a space in it trains and does not turn the slide.',
    snippet: '<section>\n  <iambic-trainer preset="bigram" steps="5000" autoplay style="height: 590px; font-size: 16px"></iambic-trainer>\n</section>',
    tried: 'in our tests, with reveal.js 5.2 and the deck `web/examples/slides.html`, in Chromium, Firefox and WebKit: nothing trains before its slide, the chart reads what is under the pointer on a scaled slide, no key typed in the lesson turns it.',
    forbids: 'nothing. On a phone reveal.js shrinks a slide until it cannot be read: give pupils the page instead.',
  },
  {
    host: 'Jupyter', kind: 'other',
    says: 'As the output of a cell; the address may be on the machine that the notebook runs on.',
    snippet: "from IPython.display import IFrame\nIFrame('https://your.site/iambic/index.html#preset=bigram', width='100%', height=900)",
    tried: 'not in the product itself; in our tests as such a frame, sandboxed, in `web/examples/notebook.html`.',
    forbids: 'read in JupyterLab’s source and issues: the output of a notebook that is not trusted loses frames and scripts, so pupils run the cell, or trust the notebook. A cell of Markdown never shows a frame.',
  },
  {
    host: 'VitePress and other Markdown', kind: 'html',
    says: 'Copy `dist/` to `public/iambic/`. Markdown takes the element as it is, also with Markdown in it between empty lines. VitePress loads the script by `head: [[\'script\', { src: \'/iambic/iambic.js\', defer: \'\' }]]`, and must be told that the element is none of Vue’s: `vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === \'iambic-trainer\' } } }`, both in `.vitepress/config.mjs`.',
    snippet: '<iambic-trainer preset="bigram">\n\n### What does a letter know?\n\n</iambic-trainer>',
    tried: 'in our tests: the page `web/examples/markdown`, made by markdown-it, which VitePress uses, in Chromium, Firefox and WebKit; by hand: built by VitePress 1.6.',
    forbids: 'VitePress takes a script element in Markdown for one of Vue’s, and does not build. Other tools remove HTML unless they are told to keep it: markdown-it needs `html: true`.',
  },
  {
    host: 'React', kind: 'other',
    says: `From version 19 on. The types know the element in JSX. A \`key\` makes a fresh model where settings change; without one, a change waits for the next start. ${BUNDLED} Vite’s development server must not bundle \`iambic\`, as \`web/examples/react\` says.`,
    snippet: `import 'iambic/element'

export const Lesson = ({ rate }) =>
  <iambic-trainer key={rate} preset="bigram" learning-rate={rate} oniambic-done={({ detail }) => console.log(detail.loss)} />`,
    tried: 'in our tests: the program `web/examples/react` with React 19 in StrictMode, built by Vite from the packed package and served alone, in Chromium; its types with a strict compiler.',
    forbids: 'nothing. React 18 and older give a custom element strings only, and no events: use a ref and `addEventListener`.',
  },
  {
    host: 'Vue', kind: 'other',
    says: `Vue is told that the element is none of its own by \`isCustomElement\` in the options of its compiler. ${BUNDLED} Vite’s development server must not bundle \`iambic\`, as \`web/examples/vue\` says.`,
    snippet: `<script setup>
import 'iambic/element'
defineProps(['rate'])
</script>

<template>
  <iambic-trainer :key="rate" preset="bigram" :learning-rate="rate" @iambic-done="({ detail }) => console.log(detail.loss)" />
</template>`,
    tried: 'in our tests: the program `web/examples/vue` with Vue 3, built by Vite from the packed package and served alone, in Chromium.', forbids: 'nothing.',
  },
]
