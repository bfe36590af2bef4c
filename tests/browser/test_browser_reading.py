from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.shelf import TELEGRAMS

if TYPE_CHECKING:
    from playwright.sync_api import Page

VALLETTA = "/telegram/2008-VALLETTA-488"
TUNIS = "/telegram/2008-TUNIS-1277"


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def follow_search_to_reference_and_back(page: Page) -> None:
    page.get_by_label("Search the telegrams").fill("quota")
    page.get_by_role("button", name="Search").click()
    assert page.locator("mark").first.inner_text().lower() == "quota"
    page.get_by_role("link", name="¶1").click()
    assert path_of(page) == f"{VALLETTA}#p1"
    page.locator(".references").get_by_role("link", name="2008 TUNIS 1277").click()
    assert path_of(page) == TUNIS
    assert "FIGURES FOR THE CATCH" in page.get_by_role("heading", level=1).inner_text()
    page.go_back()
    assert path_of(page) == f"{VALLETTA}#p1"
    page.go_back()
    assert path_of(page) == "/search?q=quota"


def test_search_leads_to_a_telegram_its_reference_and_back(page: Page) -> None:
    follow_search_to_reference_and_back(page)


def test_the_same_path_works_without_a_script(plain_page: Page) -> None:
    follow_search_to_reference_and_back(plain_page)
    assert not plain_page.locator(".keys").is_visible()


def test_the_keyboard_alone_finds_and_opens_a_telegram(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("/")
    page.keyboard.type("quota")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=quota")
    page.keyboard.press("j")
    assert page.locator(":focus").get_attribute("href") == VALLETTA
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{VALLETTA}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(":focus").get_attribute("href") == "#p2"


def test_what_has_the_focus_is_seen_to_have_it(page: Page) -> None:
    page.goto(VALLETTA)
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle")
        assert style != "none"


def test_a_header_line_explains_itself_on_focus_and_lights_up_its_field(page: Page) -> None:
    page.goto(VALLETTA)
    line = page.locator(".told", has_text="SUBJECT:").first
    line.focus()
    shown = line.evaluate("e => getComputedStyle(e, '::after').content")
    assert len(shown) > 10
    described = (line.get_attribute("aria-describedby") or "").split()
    assert page.locator(f"#{described[0]}").text_content()
    assert "lit" in (page.locator("#subject").get_attribute("class") or "")


def test_the_original_in_the_browser_is_the_source(page: Page) -> None:
    for telegram in TELEGRAMS:
        page.goto(f"/telegram/key/{telegram.key[:12]}")
        assert page.locator(".source-text").evaluate("e => e.textContent") == telegram.text


def test_a_wrong_address_helps(plain_page: Page) -> None:
    answer = plain_page.goto("/telegrams/2008 PRAIA 719")
    assert answer is not None
    assert answer.status == 404
    plain_page.get_by_role("link", name="What is known about it here").click()
    assert path_of(plain_page) == "/number/2008-PRAIA-719"
    assert plain_page.get_by_role("link", name="2008 VALLETTA 488").count() >= 1


def test_a_narrow_screen_scrolls_one_way_only(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    for path in ("/", "/search?q=quota", VALLETTA, "/missing", "/about", "/browse", "/search?q=%22x"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_printed_telegram_is_the_text_with_its_citation_and_no_navigation(page: Page) -> None:
    page.goto(VALLETTA)
    page.emulate_media(media="print")
    for kept in ("#subject", ".text", ".citation", ".apparatus"):
        assert page.locator(kept).is_visible(), kept
    for left_out in (".masthead", ".colophon", ".steps", ".original"):
        assert not page.locator(left_out).is_visible(), left_out
    assert page.get_by_text("NATO COLLECTIVE").first.is_visible()


# The contrast that WCAG asks of text (AA), measured on what the browser computes, in light and in dark.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.checkVisibility() || e.closest("[aria-hidden], .none")) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${e.className || e.tagName} ${ratio.toFixed(2)} ${e.textContent.trim()}`);
  }
  return poor;
}"""


def test_text_stands_out_from_its_ground_in_light_and_dark(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in (
            "/",
            "/search?q=quota",
            VALLETTA,
            "/missing",
            "/about",
            "/search?q=%22x",
            "/search?q=zzz",
        ):
            page.goto(path)
            assert page.evaluate(CONTRAST) == [], (scheme, path)
