# Writes OUT: a C++ file that holds the bytes of IN as ocop::embedded::SYMBOL. String literals compile many times faster
# than number lists; every byte is an escape, so no escape can swallow the next byte.
file(READ ${IN} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" hex "${hex}")
string(REGEX REPLACE "([^\n]+)" "\"\\1\"" hex "${hex}")
file(WRITE ${OUT} "#include <string_view>
#pragma GCC diagnostic ignored \"-Woverlength-strings\"
namespace ocop::embedded {
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL}{
${hex}
, ${size}};
}
")
