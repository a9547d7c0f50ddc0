"""What a person does on the page, in either language."""

import base64
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from e2e.waiting import succeeded
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

PATIENCE_MS = 120_000
_CARRY = """files => {
  const transfer = new DataTransfer();
  for (const { name, body } of files)
    transfer.items.add(new File([Uint8Array.from(atob(body), one => one.charCodeAt(0))], name));
  return transfer;
}"""
WORDS = {
    "en": {
        "with_key": "Use an access key",
        "key": "Access key",
        "sign_in": "Sign in",
        "new_project": "New project",
        "project_name": "Project name",
        "create": "Create",
        "group": "Group",
        "wrong": "That sign-in did not work",
        "research": "Research use only. Not for diagnosis.",
    },
    "zh": {
        "with_key": "使用访问密钥",
        "key": "访问密钥",
        "sign_in": "登录",
        "new_project": "新建项目",
        "project_name": "项目名称",
        "create": "创建",
        "group": "分组",
        "wrong": "登录失败",
        "research": "仅供科研使用，不得用于诊断。",
    },
}


# Of every page that still is: whoever tells of a failed test asks here.
complaints_of: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()
_LOCALES = {"en": "en-GB", "zh": "zh-CN"}


class Visitor:
    """Knows the page by its words and its test ids; keeps what the browser complained of."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language
        self.words = WORDS[language]
        self.complaints = complaints_of.setdefault(page, [])
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        # A page asks who is signed in and is told nobody: the browser logs every 401, and that is no fault.
        if message.type == "error" and "401" not in message.text:
            self.complaints.append(message.text)

    def find(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def button(self, word: str) -> Locator:
        return self.page.get_by_role("button", name=self.words[word], exact=True)

    def sign_in(self, key: str) -> None:
        self.page.goto("/")
        self.button("with_key").click()
        self.try_key(key)
        self.find("project-card").first.wait_for()

    def try_key(self, key: str) -> None:
        self.page.get_by_label(self.words["key"], exact=True).fill(key)
        self.button("sign_in").click()

    def new_project(self, name: str) -> None:
        """Create a project; the page goes there by itself."""
        self.button("new_project").click()
        self.page.get_by_label(self.words["project_name"], exact=True).fill(name)
        self.button("create").click()
        self.page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}$"))

    def open_sample(self) -> str:
        """Open the pictures of the sample project, which shows its overview where cells were found; returns its id."""
        self.find("sample-project").click()
        self.page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}$"))
        project = self.page.url.rsplit("/", 1)[-1]
        self.find("tab-pictures").click()
        self.find("picture-tile").first.wait_for()
        return project

    def upload(self, paths: Sequence[Path], group: str) -> None:
        """Upload through the dialog and wait until each file is taken or refused."""
        self.find("add-pictures").click()
        self.find("file-input").set_input_files(paths)
        self.page.get_by_label(self.words["group"], exact=True).fill(group)
        ended = self.page.locator('[data-testid="upload-row"]:is([data-state="done"], [data-state="failed"])')
        earlier = ended.count()
        self.find("start-upload").click()
        ended.nth(earlier + len(paths) - 1).wait_for()

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files over the pictures of a project, as from a folder beside the browser: a dialog opens with them."""
        files = [{"name": path.name, "body": base64.b64encode(path.read_bytes()).decode()} for path in paths]
        transfer = self.page.evaluate_handle(_CARRY, files)
        self.find("drop-area").dispatch_event("drop", {"dataTransfer": transfer})
        self.find("upload-dialog").wait_for()

    def predict(self, model: str) -> str:
        """Find cells in all pictures of the project; returns the prediction's id when it has succeeded."""
        self.find("tab-pictures").click()
        self.find("find-cells").click()
        self.page.locator(f'input[name="model"][value="{model}"]').check()
        self.find("start-prediction").click()
        succeeded(self.page, "result", "predict-form")
        return self.page.url.rsplit("/", 1)[-1]

    def open_result(self, filename: str) -> None:
        """Open a picture of a result, and wait until its cells are drawn."""
        self.find("result-row").filter(has_text=filename).get_by_role("link").click()
        self.page.locator('[data-testid="viewer"][data-open="true"]').wait_for()
        self.find("shown-count").wait_for()


@contextmanager
def visiting(browser: Browser, url: str, language: str, **options: Any) -> Iterator[Visitor]:
    """Someone at a machine of their own, not yet signed in; `options` are those of a browser's context."""
    window = {"viewport": {"width": 1440, "height": 900}, **options}
    context = browser.new_context(locale=_LOCALES[language], base_url=url, **window)
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield Visitor(context.new_page(), language)
    finally:
        context.close()
