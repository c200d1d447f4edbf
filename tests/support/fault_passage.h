// A real disk that fails: SQLite's own file system, with the plans of FaultDisk (fault_vfs.h) for every call on its way
// there. For what looks at its files otherwise than through SQLite, too, as a backup does that renames them.
//
// Registered once under the name that is given. Beyond a loss of power every call fails. What was not synced stays,
// since this machine goes on; so nothing is synced, which would take long.
#pragma once

namespace ocop::test {

const char* fault_passage();

}  // namespace ocop::test
