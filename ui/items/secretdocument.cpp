// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretdocument.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr std::size_t MostSteps = 50; // that can be undone; each is a copy in guarded memory
}

SecretDocument::SecretDocument(SecretBuffer value, QObject *parent) : QObject(parent)
{
    setValue(std::move(value));
}

SecretDocument::~SecretDocument() = default;

void SecretDocument::setValue(SecretBuffer value)
{
    wipe();
    m_original = value.clone();
    m_value = std::move(value);
    m_caret = m_anchor = m_value.size();
    Q_EMIT valueChanged();
    Q_EMIT caretChanged();
}

void SecretDocument::replaceAll(std::string_view utf8)
{
    replace(0, m_value.size(), utf8, Step::Other);
}

void SecretDocument::replaceWithMade(std::string_view utf8, double entropy)
{
    replaceAll(utf8);
    m_madeEntropy = entropy;
    Q_EMIT valueChanged();
}

void SecretDocument::wipe()
{
    m_madeEntropy.reset();
    m_undo.clear();
    m_redo.clear();
    m_lastStep = Step::None;
    m_original.wipe();
    m_forgotten = false;
    m_value.wipe();
    m_caret = m_anchor = 0;
    Q_EMIT valueChanged();
    Q_EMIT caretChanged();
}

void SecretDocument::forgetPast()
{
    m_undo.clear();
    m_redo.clear();
    m_lastStep = Step::None;
    m_original.wipe();
    m_forgotten = true;
}

SecretBuffer SecretDocument::selected() const
{
    return SecretBuffer::copyOf(m_value.view().substr(selectionStart(), selectionEnd() - selectionStart()));
}

void SecretDocument::moveTo(std::size_t offset, bool keepAnchor)
{
    m_caret = std::min(offset, m_value.size());
    if (!keepAnchor)
        m_anchor = m_caret;
    Q_EMIT caretChanged();
}

void SecretDocument::selectAll()
{
    m_anchor = 0;
    m_caret = m_value.size();
    Q_EMIT caretChanged();
}

void SecretDocument::insert(std::string_view utf8)
{
    const Step step = hasSelection() ? Step::Other : Step::Typing;
    replace(selectionStart(), selectionEnd(), utf8, step);
}

void SecretDocument::erase(std::size_t from, std::size_t to)
{
    replace(from, to, {}, Step::Erasing);
}

void SecretDocument::replace(std::size_t from, std::size_t to, std::string_view utf8, Step step)
{
    to = std::min(to, m_value.size());
    const std::size_t size = m_value.size() - (to - from) + utf8.size();
    if ((from == to && utf8.empty()) || size > MaximumSize)
        return;
    remember(step, to);
    SecretBuffer next(size);
    next.append(m_value.view().substr(0, from));
    next.append(utf8);
    next.append(m_value.view().substr(to));
    m_value = std::move(next);
    m_madeEntropy.reset();
    m_caret = m_anchor = from + utf8.size();
    m_lastCaret = m_caret;
    Q_EMIT valueChanged();
    Q_EMIT caretChanged();
}

void SecretDocument::remember(Step step, std::size_t at)
{
    const bool goesOn = step == m_lastStep && step != Step::Other && at == m_lastCaret && !m_undo.empty();
    m_lastStep = step;
    m_redo.clear();
    if (goesOn)
        return;
    if (m_undo.size() == MostSteps)
        m_undo.erase(m_undo.begin());
    m_undo.push_back({m_value.clone(), m_caret});
}

void SecretDocument::undo()
{
    go(m_undo, m_redo);
}

void SecretDocument::redo()
{
    go(m_redo, m_undo);
}

void SecretDocument::go(std::vector<State> &from, std::vector<State> &to)
{
    if (from.empty())
        return;
    State state = std::move(from.back());
    from.pop_back();
    to.push_back({std::move(m_value), m_caret});
    m_value = std::move(state.value);
    m_madeEntropy.reset();
    m_caret = m_anchor = std::min(state.caret, m_value.size());
    m_lastStep = Step::None;
    Q_EMIT valueChanged();
    Q_EMIT caretChanged();
}

void SecretDocument::requestCopy()
{
    if (hasSelection())
        Q_EMIT copyRequested();
}

} // namespace coffret
