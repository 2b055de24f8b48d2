// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretinput.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>

namespace coffret {

namespace {

/// What a key press or a paste brought, as UTF-8 that is wiped. A single line takes no line breaks.
SecretBuffer cleaned(const QString &text, bool multiline)
{
    QByteArray bytes = text.toUtf8();
    SecretBuffer kept(static_cast<std::size_t>(bytes.size()));
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        const bool lineBreak = c == '\n' || c == '\r';
        if (lineBreak && (!multiline || (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')))
            continue;
        kept.append({c == '\r' ? "\n" : &bytes.constData()[i], 1});
    }
    wipeBytes(bytes);
    return kept;
}

/// Overwrites a string nobody shares; the others keep what they have.
void wipe(QString &text)
{
    if (text.isDetached())
        text.fill(QChar(0));
    text.clear();
}

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '_';
}

bool isEditing(const QKeyEvent &event)
{
    for (const QKeySequence::StandardKey key :
         {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll, QKeySequence::Undo,
          QKeySequence::Redo, QKeySequence::DeleteStartOfWord, QKeySequence::DeleteEndOfWord,
          QKeySequence::MoveToNextWord, QKeySequence::MoveToPreviousWord}) {
        if (event.matches(key))
            return true;
    }
    const bool plain = (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    return plain && (event.key() < Qt::Key_Escape || event.key() == Qt::Key_Delete ||
                     event.key() == Qt::Key_Backspace || event.key() == Qt::Key_Home || event.key() == Qt::Key_End);
}

} // namespace

bool SecretInput::event(QEvent *event)
{
    // Keys that write here are not the shortcuts of the window.
    if (event->type() == QEvent::ShortcutOverride && isEditing(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QQuickItem::event(event);
}

void SecretInput::keyPressEvent(QKeyEvent *event)
{
    const bool vertical = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down ||
                          event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (!vertical)
        m_wishedColumn = -1;
    const bool handled =
        m_document && (handleCommand(*event) || handleErase(*event) || handleMove(*event) || handleText(*event));
    event->setAccepted(handled);
}

bool SecretInput::handleCommand(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::SelectAll)) {
        m_document->selectAll();
    } else if (event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Cut)) {
        if (m_masked)
            return true; // what is not shown is not given away either
        m_document->requestCopy();
        if (event.matches(QKeySequence::Cut) && m_document->hasSelection())
            m_document->erase(m_document->selectionStart(), m_document->selectionEnd());
    } else if (event.matches(QKeySequence::Paste)) {
        paste();
    } else if (event.matches(QKeySequence::Undo)) {
        m_document->undo();
    } else if (event.matches(QKeySequence::Redo)) {
        m_document->redo();
    } else {
        return false;
    }
    return true;
}

bool SecretInput::handleErase(const QKeyEvent &event)
{
    const std::size_t caret = m_document->caret();
    if (event.matches(QKeySequence::DeleteStartOfWord))
        eraseTo(m_masked ? 0 : wordFrom(caret, -1));
    else if (event.matches(QKeySequence::DeleteEndOfWord))
        eraseTo(m_masked ? m_grid.end() : wordFrom(caret, 1));
    else if (event.key() == Qt::Key_Backspace)
        eraseTo(m_grid.previous(caret));
    else if (event.matches(QKeySequence::Delete))
        eraseTo(m_grid.next(caret));
    else
        return false;
    return true;
}

void SecretInput::eraseTo(std::size_t offset)
{
    if (m_document->hasSelection())
        return m_document->erase(m_document->selectionStart(), m_document->selectionEnd());
    m_document->erase(std::min(offset, m_document->caret()), std::max(offset, m_document->caret()));
}

bool SecretInput::handleMove(const QKeyEvent &event)
{
    const bool keep = event.modifiers().testFlag(Qt::ShiftModifier);
    const bool byWord = event.modifiers().testFlag(Qt::ControlModifier);
    const std::size_t caret = m_document->caret();
    const SecretGrid::Stop here = m_grid.at(caret);
    int lines = 0;
    switch (event.key()) {
    case Qt::Key_Left:
        if (m_document->hasSelection() && !keep)
            m_document->moveTo(m_document->selectionStart(), false);
        else
            m_document->moveTo(!byWord ? m_grid.previous(caret) : m_masked ? 0 : wordFrom(caret, -1), keep);
        return true;
    case Qt::Key_Right:
        if (m_document->hasSelection() && !keep)
            m_document->moveTo(m_document->selectionEnd(), false);
        else
            m_document->moveTo(!byWord ? m_grid.next(caret) : m_masked ? m_grid.end() : wordFrom(caret, 1), keep);
        return true;
    case Qt::Key_Home:
        m_document->moveTo(byWord || !m_multiline ? 0 : m_grid.lineStart(here.line), keep);
        return true;
    case Qt::Key_End:
        m_document->moveTo(byWord || !m_multiline ? m_grid.end() : m_grid.lineEnd(here.line), keep);
        return true;
    case Qt::Key_Up:
    case Qt::Key_PageUp:
        lines = event.key() == Qt::Key_Up ? -1 : 1 - visibleLines();
        break;
    case Qt::Key_Down:
    case Qt::Key_PageDown:
        lines = event.key() == Qt::Key_Down ? 1 : visibleLines() - 1;
        break;
    default:
        return false;
    }
    const int line = here.line + lines;
    if (!m_multiline && (line < 0 || line >= m_grid.lines()))
        return false;
    m_wishedColumn = m_wishedColumn < 0 ? here.column : m_wishedColumn;
    m_document->moveTo(line < 0                 ? 0
                       : line >= m_grid.lines() ? m_grid.end()
                                                : m_grid.nearest(line, m_wishedColumn),
                       keep);
    return true;
}

bool SecretInput::handleText(const QKeyEvent &event)
{
    const bool plain = (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        if (!m_multiline || !plain) {
            Q_EMIT accepted();
            return !m_multiline;
        }
        m_document->insert("\n");
        return true;
    }
    const QString text = event.text();
    const bool composed = event.modifiers() == (Qt::ControlModifier | Qt::AltModifier); // AltGr of some systems
    if (text.isEmpty() || !text.front().isPrint() || (!plain && !composed))
        return false;
    insert(text);
    return true;
}

void SecretInput::insert(QString text)
{
    const SecretBuffer bytes = cleaned(text, m_multiline);
    wipe(text);
    m_document->insert(bytes.view());
}

void SecretInput::inputMethodEvent(QInputMethodEvent *event)
{
    if (m_document && !event->commitString().isEmpty())
        insert(event->commitString());
    event->accept();
}

void SecretInput::selectAll()
{
    if (m_document)
        m_document->selectAll();
}

void SecretInput::paste()
{
    const QMimeData *offered = QGuiApplication::clipboard()->mimeData();
    if (m_document && offered && offered->hasText())
        insert(offered->text());
    else if (m_document && offered && offered->hasImage())
        Q_EMIT picturePasted();
}

std::size_t SecretInput::wordFrom(std::size_t offset, int step) const
{
    const std::string_view text = m_document->value().view();
    const auto before = [&](std::size_t at) { return step > 0 ? at : at - 1; };
    const auto inside = [&](std::size_t at) { return step > 0 ? at < text.size() : at > 0; };
    std::size_t at = offset;
    if (step < 0) {
        while (inside(at) && !isWordByte(text[before(at)]))
            --at;
        while (inside(at) && isWordByte(text[before(at)]))
            --at;
        return at;
    }
    while (inside(at) && isWordByte(text[at]))
        ++at;
    while (inside(at) && !isWordByte(text[at]))
        ++at;
    return at;
}

std::size_t SecretInput::offsetAt(const QPointF &point) const
{
    const int line = m_firstLine + static_cast<int>(point.y() / m_glyphs.lineHeight());
    if (line >= m_grid.lines())
        return m_grid.end();
    return m_grid.nearest(line, point.x() / m_glyphs.cellWidth());
}

void SecretInput::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    m_wishedColumn = -1;
    if (m_document)
        m_document->moveTo(offsetAt(event->position()), event->modifiers().testFlag(Qt::ShiftModifier));
    setKeepMouseGrab(true); // selecting is no scrolling of what lies below
}

void SecretInput::mouseMoveEvent(QMouseEvent *event)
{
    if (m_document)
        m_document->moveTo(offsetAt(event->position()), true);
}

void SecretInput::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!m_document)
        return;
    if (m_masked || !m_multiline)
        return m_document->selectAll();
    const std::size_t at = offsetAt(event->position());
    m_document->moveTo(wordFrom(std::min(at + 1, m_grid.end()), -1), false);
    m_document->moveTo(wordFrom(m_document->caret(), 1), true);
}

void SecretInput::wheelEvent(QWheelEvent *event)
{
    const int before = m_firstLine;
    const int lines = event->angleDelta().y() / 40;
    scrollTo(m_firstLine - lines);
    event->setAccepted(m_firstLine != before);
}

} // namespace coffret
