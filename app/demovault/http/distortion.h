// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace coffret::demovault {

/// The JSON text with one of its members said otherwise. Members are counted from 0 in the order of the text, those of
/// the first element alone where a list has several, because the others have the same form, and likewise in an object
/// of more than four objects. literal takes the value's place as it is, JSON or not; "missing" leaves the member out,
/// "twice" repeats its name with null. nullopt: there are not as many.
[[nodiscard]] std::optional<QByteArray> withMember(const QByteArray &json, int number, const QByteArray &literal);

/// The body spoilt as a whole: nul, utf8, utf16, bom, html, half, empty, twice, deep (nothing but nesting), deep_open
/// (the same, never closed), deep_member (a member that nests before the others), dense
/// (a member of 20 MB of numbers before the others), comment, other names: as it is.
[[nodiscard]] QByteArray garbled(const QByteArray &body, const QByteArray &how);

/// The body with every JSON string turned into a number and every number into a string, keys untouched.
[[nodiscard]] QByteArray withWrongTypes(const QByteArray &json);

/// gzip of as many blanks and the body after them: a gibibyte of blanks takes less than 7 MiB.
[[nodiscard]] QByteArray gzipped(const QByteArray &body, qint64 blanks);

} // namespace coffret::demovault
