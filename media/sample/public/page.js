const texts = {
  en: {
    title: 'Three uses of KV',
    visits: 'Visit counter',
    visitsText: 'One record counts who calls /counter.',
    visit: 'Count a visit',
    secret: 'A secret kept out of the code',
    secretText: 'The function reads the API key from KV; this page never sees it.',
    ask: 'Ask the weather service',
    cart: 'Shopping cart',
    cartText: 'Same user, same cart, on every device.',
    user: 'User',
    item: 'Item',
    add: 'Add one',
    empty: 'Empty the cart',
    nothing: 'The cart is empty.',
    failed: 'That did not work: ',
    clear: 'clear sky',
  },
  'zh-CN': {
    title: 'KV 的三种用法',
    visits: '访问计数器',
    visitsText: '用一条记录统计 /counter 的访问次数。',
    visit: '记一次访问',
    secret: '不写进代码的密钥',
    secretText: '函数从 KV 读取 API 密钥，本页面永远看不到它。',
    ask: '查询天气服务',
    cart: '购物车',
    cartText: '同一用户在每台设备上看到同一个购物车。',
    user: '用户',
    item: '商品',
    add: '添加一件',
    empty: '清空购物车',
    nothing: '购物车是空的。',
    failed: '操作失败：',
    clear: '晴',
  },
};

let language = navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
const element = (id) => document.getElementById(id);

function showLanguage() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = texts[language][node.dataset.text];
  }
  const other = language === 'en' ? 'zh-CN' : 'en';
  element('language').lang = other;
  element('language').textContent = other === 'en' ? 'English' : '中文';
}

/** Shows what the server says, or why it could not be asked. */
async function ask(path, options, output, show) {
  try {
    const response = await fetch(path, options);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    show(await response.text());
  } catch (error) {
    output.textContent = texts[language].failed + error.message;
  }
}

function showCart(text) {
  const items = Object.entries(JSON.parse(text).items);
  const lines = items.map(([item, quantity]) => `${quantity} × ${item}`);
  element('items').replaceChildren(
    ...(lines.length > 0 ? lines : [texts[language].nothing]).map((line) => {
      const entry = document.createElement('li');
      entry.textContent = line;
      return entry;
    }),
  );
}

function cartPath() {
  return `/cart/${encodeURIComponent(new FormData(element('cartForm')).get('user'))}`;
}

element('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh-CN' : 'en';
  showLanguage();
});

element('visit').addEventListener('click', () => {
  void ask('/counter', {}, element('count'), (text) => (element('count').textContent = text));
});

element('ask').addEventListener('click', () => {
  void ask('/weather', {}, element('weather'), (text) => {
    const { sky, celsius } = JSON.parse(text);
    element('weather').textContent = `${celsius} °C, ${texts[language][sky] ?? sky}`;
  });
});

element('cartForm').addEventListener('submit', (event) => {
  event.preventDefault();
  const item = new FormData(element('cartForm')).get('item');
  const options = { method: 'POST', body: JSON.stringify({ item }) };
  void ask(cartPath(), options, element('items'), showCart);
});

element('empty').addEventListener('click', () => {
  void ask(cartPath(), { method: 'DELETE' }, element('items'), showCart);
});

showLanguage();
void ask(cartPath(), {}, element('items'), showCart);
