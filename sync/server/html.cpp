#include "sync/server/html.h"

namespace ocop::server {
namespace {

// The tokens of the screens, in CSS. No scripts, no fonts from elsewhere, nothing fetched but our own photos.
constexpr std::string_view style = R"css(
:root{--ground:#f4f5f1;--card:#fff;--line:#d9ddd4;--ink:#1b2420;--quiet:#5c665f;--green:#0f5132;--chosen:#eaf5ee;
--star:#c77700;--warn:#fffaf0;--warn-line:#e2a03f;--warn-ink:#7a4b00;--error:#fbe6e4;--error-ink:#8c1d18;
--info:#e0ebfa;--info-ink:#123f7a}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:18px/1.45 Inter,"Noto Sans",sans-serif}
header{background:var(--green);color:#fff;min-height:72px;padding:16px 24px;display:flex;align-items:center;gap:24px}
header a{color:#fff}header .title{font-size:24px;font-weight:600;flex:1;color:#fff;text-decoration:none}
main{max-width:1240px;margin:0 auto;padding:16px 24px 48px}
section{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:16px 20px;margin:16px 0}
h1{font-size:24px;font-weight:600;margin:8px 0}h2{font-size:20px;font-weight:600;margin:0 0 12px}
h3{font-size:18px;font-weight:600;margin:20px 0 6px}
a{color:var(--green)}.quiet{color:var(--quiet);font-size:16px}
table{width:100%;border-collapse:collapse}
th{text-align:left;color:var(--quiet);font-size:16px;font-weight:400;padding:6px 12px 6px 0;vertical-align:top}
td{border-top:1px solid var(--line);padding:12px 12px 12px 0;vertical-align:top;overflow-wrap:anywhere}
td.label{color:var(--quiet);width:34%}td.number{white-space:nowrap}
.stars{color:var(--star);font-weight:600;white-space:nowrap}.total{font-size:40px;font-weight:700}
.chip{display:inline-block;border-radius:999px;padding:2px 12px;font-size:16px;background:var(--info);
color:var(--info-ink);margin:2px 4px 2px 0}
.chip.warn{background:var(--warn);color:var(--warn-ink);border:1px solid var(--warn-line)}
.chip.error{background:var(--error);color:var(--error-ink)}.chip.good{background:var(--chosen);color:var(--green)}
.warning{background:var(--warn);border:1px solid var(--warn-line);color:var(--warn-ink);border-radius:12px;
padding:12px 16px;margin:12px 0}
.photos{display:flex;flex-wrap:wrap;gap:14px}.photos figure{margin:0;width:200px}
.photos img,.photos .absent{width:200px;height:150px;object-fit:cover;border-radius:12px;border:1px solid var(--line);
background:var(--ground);display:flex;align-items:center;justify-content:center}
figcaption{font-size:16px;color:var(--quiet)}
form{display:flex;gap:12px;flex-wrap:wrap;margin:8px 0}
input{font:inherit;flex:1;min-width:240px;height:60px;padding:0 16px;border:1px solid var(--line);border-radius:12px}
button{font:inherit;height:60px;padding:0 28px;border:0;border-radius:12px;background:var(--green);color:#fff}
.note{white-space:pre-line}
)css";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string query_escape(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

Html& Html::element(std::string_view tag, std::string_view style_class, std::string_view text) {
  out_ += "<" + std::string(tag);
  if (!style_class.empty()) out_ += " class=\"" + std::string(style_class) + "\"";
  out_ += ">" + escape(text) + "</" + std::string(tag) + ">";
  return *this;
}

std::string page(const Html& body, std::string_view title) {
  std::string out = "<!doctype html><html lang=\"";
  out += body.is_english() ? "en" : "vi";
  out += "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>";
  out += escape(title);
  out += "</title><style>";
  out += style;
  out += "</style></head><body>" + body.text() + "</body></html>\n";
  return out;
}

}  // namespace ocop::server
