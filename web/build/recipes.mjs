// What docs.html shows beside the reference: examples that run, how other people's systems take Iambic in, and what content policies leave of it.

/** `html` stands on the page twice: as code, and alive. @typedef {{ title: string, says: string, html: string }} Example */
/** @typedef {{ host: string, says: string, kind: 'html' | 'other', snippet: string, tried: string, forbids: string }} Recipe */

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
    says: 'Put `dist/` on any web host and show it in a frame: in a Page or a Label, switch the editor to HTML. Without a host of your own, add `iambic-standalone.html` as a File and let it be shown in the page.',
    snippet: FRAME,
    tried: 'not in the product itself. In our tests: the height, with a page that does what H5P’s public resizer does.',
    forbids: 'scripts and unknown elements in texts, so the element itself cannot stand there. Whether frames and HTML files are allowed is the administrator’s choice.',
  },
  {
    host: 'Canvas', kind: 'html',
    says: 'In the HTML editor of a page. Canvas sets the height that the frame tells it.',
    snippet: FRAME,
    tried: 'not in the product itself. In our tests: a page that answers the message `lti.frameResize` as Canvas documents it.',
    forbids: 'scripts and unknown elements in its pages; frames must come over HTTPS.',
  },
  {
    host: 'WordPress', kind: 'html',
    says: 'Copy `dist/` into a folder of the site, for example `/iambic/`, and write a block “Custom HTML”.',
    snippet: '<script src="/iambic/iambic.js" defer></script>\n<iambic-trainer preset="bigram"></iambic-trainer>',
    tried: 'not in the product itself; as plain HTML.',
    forbids: 'scripts and frames by authors without the right `unfiltered_html`, which administrators and editors have on a site of its own; their HTML loses both when it is saved.',
  },
  {
    host: 'Google Sites', kind: 'other',
    says: 'Insert, Embed, By URL. Give it the height by hand.',
    snippet: 'https://your.site/iambic/index.html#preset=bigram&steps=5000',
    tried: 'not in the product itself. In our tests: a frame with `sandbox="allow-scripts"`, where no run can be kept.',
    forbids: 'addresses without HTTPS; its frames keep the height that the editor gave them.',
  },
  {
    host: 'reveal.js', kind: 'html',
    says: 'The element is part of a slide. It keeps its keys to itself, so a space in it trains and does not turn the slide.',
    snippet: '<section>\n  <iambic-trainer preset="bigram" steps="5000"></iambic-trainer>\n</section>',
    tried: 'in our tests: that keys typed in it do not reach the page around.', forbids: 'nothing. Give the slide’s own letters a size that the element can be read at: reveal.js scales it with the slide.',
  },
  {
    host: 'Jupyter', kind: 'other',
    says: 'As the output of a cell; the address may be on the machine that the notebook runs on.',
    snippet: "from IPython.display import IFrame\nIFrame('https://your.site/iambic/index.html#preset=bigram', width='100%', height=900)",
    tried: 'not in the product itself; as a frame.', forbids: 'scripts in the output of notebooks that are not trusted; frames stay.',
  },
  {
    host: 'VitePress and other Markdown', kind: 'html',
    says: 'Copy `dist/` to `public/iambic/`. Markdown takes HTML as it is. VitePress must be told that the element is none of Vue’s: `vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === \'iambic-trainer\' } } }` in its configuration, and loads the script from its `head`.',
    snippet: '<script src="/iambic/iambic.js" defer></script>\n\n<iambic-trainer preset="bigram"></iambic-trainer>',
    tried: 'not in the product itself; Vue is, below.', forbids: 'script elements in Markdown of some sites: then load the script in the head of the layout.',
  },
  {
    host: 'React', kind: 'other',
    says: 'From version 19 on. The types know the element in JSX.',
    snippet: `import 'iambic/element'

export const Lesson = () => <iambic-trainer preset="bigram" steps={5000} oniambic-done={({ detail }) => console.log(detail.loss)} />`,
    tried: 'in our tests: React 19 in StrictMode, built with Vite from the packed package; its types with a strict compiler.', forbids: 'nothing.',
  },
  {
    host: 'Vue', kind: 'other',
    says: 'Vue is told that the element is none of its own by `isCustomElement` in the compiler’s options.',
    snippet: `<script setup>
import 'iambic/element'
</script>

<template>
  <iambic-trainer preset="bigram" :steps="5000" @iambic-done="({ detail }) => console.log(detail.loss)" />
</template>`,
    tried: 'in our tests: Vue 3, built with Vite from the packed package, with a render function.', forbids: 'nothing.',
  },
]

/** What tests/browser/cases/policies.mjs tries. */
export const POLICIES = [
  ["default-src 'self'", 'It says in a sentence that WebAssembly is forbidden, and does not train.'],
  ["script-src 'self' 'wasm-unsafe-eval'", 'Everything works. Without `worker-src blob:` it trains on the page’s own thread.'],
  ["script-src 'self' 'wasm-unsafe-eval'; worker-src blob:", 'Everything works, in a worker.'],
  ["script-src 'nonce-…' 'wasm-unsafe-eval'", 'Everything works: the nonce of its script holds for the scripts beside it, also with `strict-dynamic`.'],
  ["require-trusted-types-for 'script'; trusted-types iambic", 'Everything works.'],
  ["require-trusted-types-for 'script'; trusted-types 'none'", 'It trains, and says that chart and panels are missing.'],
  ['Cross-Origin-Embedder-Policy: require-corp', 'Everything works; a script of another site needs `crossorigin`, or its site `Cross-Origin-Resource-Policy: cross-origin`.'],
  ['sandbox allow-scripts', 'Everything works, but nothing can be kept for another visit.'],
]
